// The memory that a process begins with: from a start-up image, or with nothing but the kernel's static data.

import { ImageFile, type ImagePart } from './image.js';
import type { KernelProduct } from './kernel.js';
import { createMemory, writeData } from './memory.js';

export interface StartMemory {
  readonly memory: WebAssembly.Memory;
  /** First byte behind the static data. */
  readonly dataEnd: number;
  /** The memory holds an image. */
  readonly resume: boolean;
  /** What the image depends on that the process is to write; null: none. */
  readonly image: readonly ImagePart[] | null;
}

export interface StartMemoryOptions {
  readonly memoryLimit?: number;
  readonly gil: boolean;
  readonly image: readonly ImagePart[] | null;
}

export function startMemory(kernel: KernelProduct, options: StartMemoryOptions): StartMemory {
  let memory = createMemory(options.memoryLimit);
  let parts: ImagePart[] | null = null;
  if (options.image !== null) {
    parts = [kernel.variant, kernel.hash, memory.buffer.byteLength, options.gil, ...options.image];
    const file = ImageFile.of(parts);
    const result = file?.load(new Uint8Array(memory.buffer)) ?? 'absent';
    if (result === 'loaded') return { memory, dataEnd: 0, resume: true, image: null };
    if (result === 'damaged') {
      file!.remove();
      memory = createMemory(options.memoryLimit);
    }
  }
  return { memory, dataEnd: writeData(memory, kernel.data()), resume: false, image: parts };
}

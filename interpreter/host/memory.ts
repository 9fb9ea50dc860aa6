// The one shared memory.

const PAGE = 65536;
const FULL = 65536;
const LEAST = 1024;

/**
 * A shared memory of `limit` bytes (default: all 4 GiB), or of what the system gives. Pages cost nothing until touched,
 * so the memory has its full size from the start and views of it never move.
 */
export function createMemory(limit?: number): WebAssembly.Memory {
  const wanted = limit === undefined ? FULL : Math.min(FULL, Math.max(LEAST, Math.ceil(limit / PAGE)));
  for (let pages = wanted; ; pages = Math.max(LEAST, pages >>> 1)) {
    try {
      return new WebAssembly.Memory({ initial: pages, maximum: FULL, shared: true });
    } catch (error) {
      if (pages === LEAST) throw error;
    }
  }
}

/** Bytes of a size such as `512M`, `2G` or `65536`; undefined if it is none. */
export function parseSize(text: string | undefined): number | undefined {
  const match = /^(\d+)([kKmMgG]?)$/.exec(text ?? '');
  if (!match) return undefined;
  return Number(match[1]) * { '': 1, k: 1 << 10, m: 1 << 20, g: 1 << 30 }[match[2].toLowerCase()]!;
}

/** Writes the kernel's static data (format: tools/wasm.ts packSegments); returns the first address behind it. */
export function writeData(memory: WebAssembly.Memory, packed: Uint8Array): number {
  const head = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const target = new Uint8Array(memory.buffer);
  const count = head.getUint32(0, true);
  let at = 4 + count * 8;
  let end = 0;
  for (let i = 0; i < count; i++) {
    const address = head.getUint32(4 + i * 8, true);
    const length = head.getUint32(8 + i * 8, true);
    target.set(packed.subarray(at, at + length), address);
    at += length;
    end = Math.max(end, address + length);
  }
  return end;
}

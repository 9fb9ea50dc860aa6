// Compact tables: two-stage indexes, and their spelling as AssemblyScript string literals (static UTF-16 data).

/** A two-stage index: value(code) = stage2[stage1[code >> shift] << shift | code & mask]. */
export interface TwoStage {
  readonly stage1: Uint16Array;
  readonly stage2: Uint16Array;
  readonly shift: number;
}

/** Splits an array of small numbers into shared blocks of 1 << shift entries. */
export function twoStage(values: ArrayLike<number>, shift: number): TwoStage {
  const size = 1 << shift;
  const blocks = new Map<string, number>();
  const stage1 = new Uint16Array(Math.ceil(values.length / size));
  const stage2: number[] = [];
  for (let i = 0; i < stage1.length; i++) {
    const block: number[] = [];
    for (let j = 0; j < size; j++) block.push(values[i * size + j] ?? 0);
    const key = block.join();
    let at = blocks.get(key);
    if (at === undefined) {
      at = blocks.size;
      blocks.set(key, at);
      stage2.push(...block);
    }
    stage1[i] = at;
  }
  return { stage1, stage2: Uint16Array.from(stage2), shift };
}

/** The two-stage index of the smallest total size. */
export function smallestTwoStage(values: ArrayLike<number>): TwoStage {
  let best: TwoStage | undefined;
  for (let shift = 4; shift <= 9; shift++) {
    const t = twoStage(values, shift);
    if (!best || t.stage1.length + t.stage2.length < best.stage1.length + best.stage2.length) best = t;
  }
  return best!;
}

/** Little-endian 16-bit units of any typed array. */
export function units(data: ArrayBufferView): Uint16Array {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const padded = new Uint8Array((bytes.length + 1) & ~1);
  padded.set(bytes);
  return new Uint16Array(padded.buffer);
}

/** A declaration whose static data are exactly the bytes of `data`. */
export function declare(name: string, data: ArrayBufferView, doc: string): string {
  let text = '';
  for (const unit of units(data)) text += `\\u${unit.toString(16).padStart(4, '0')}`;
  return `/** ${doc} */\n// @ts-ignore: decorator\n@inline export const ${name}: string = '${text}';\n`;
}

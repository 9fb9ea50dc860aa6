// What the build does to a WebAssembly binary: takes its data out, and looks into its code.

export interface Segment {
  readonly address: number;
  readonly bytes: Uint8Array;
}

const PREAMBLE = 8;
const GLOBAL = 6;
const CODE = 10;
const DATA = 11;
const DATA_COUNT = 12;

class Reader {
  constructor(
    readonly bytes: Uint8Array,
    public at: number,
  ) {}

  /** Unsigned LEB128. */
  u32(): number {
    let result = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      result |= (byte & 127) << shift;
      if (!(byte & 128)) return result >>> 0;
    }
  }

  /** Signed LEB128, as an unsigned 32-bit number. */
  s32(): number {
    let result = 0;
    for (let shift = 0; ; ) {
      const byte = this.bytes[this.at++];
      result |= (byte & 127) << shift;
      shift += 7;
      if (byte & 128) continue;
      return (shift < 32 && byte & 64 ? result | (~0 << shift) : result) >>> 0;
    }
  }
}

function* sections(binary: Uint8Array): Generator<{ id: number; start: number; body: number; end: number }> {
  const reader = new Reader(binary, PREAMBLE);
  while (reader.at < binary.length) {
    const start = reader.at;
    const id = binary[reader.at++];
    const size = reader.u32();
    yield { id, start, body: reader.at, end: reader.at + size };
    reader.at += size;
  }
}

/**
 * Takes the data section out of a binary: every new instance would write its active segments over live shared memory.
 * The host writes them once, when it creates the memory.
 */
export function stripData(binary: Uint8Array): { wasm: Uint8Array; segments: Segment[] } {
  const kept: Uint8Array[] = [binary.subarray(0, 8)];
  const segments: Segment[] = [];
  for (const { id, start, body, end } of sections(binary)) {
    if (id === DATA) {
      const reader = new Reader(binary, body);
      for (let count = reader.u32(); count > 0; count--) {
        if (reader.u32() !== 0 || binary[reader.at++] !== 0x41) {
          throw new Error('a data segment that is not active at a constant address');
        }
        const address = reader.s32();
        reader.at++; // the end of the offset expression
        const length = reader.u32();
        segments.push({ address, bytes: binary.slice(reader.at, reader.at + length) });
        reader.at += length;
      }
    } else if (id !== DATA_COUNT) kept.push(binary.subarray(start, end));
  }
  return { wasm: Buffer.concat(kept), segments };
}

/** Initial values of the variables of type i32. Throws for a global that does not begin with a number. */
export function variables(binary: Uint8Array): number[] {
  const values: number[] = [];
  for (const { id, body } of sections(binary)) {
    if (id !== GLOBAL) continue;
    const reader = new Reader(binary, body);
    for (let left = reader.u32(); left > 0; left--) {
      const type = binary[reader.at++];
      const mutable = binary[reader.at++] === 1;
      const instruction = binary[reader.at++];
      if (instruction === 0x41) {
        const value = reader.s32();
        if (mutable && type === 0x7f) values.push(value);
      } else if (instruction === 0x42) reader.s32();
      else if (instruction === 0x43) reader.at += 4;
      else if (instruction === 0x44) reader.at += 8;
      else throw new Error(`a global begins with instruction ${instruction}`);
      reader.at++;
    }
  }
  return values;
}

export function hasData(binary: Uint8Array): boolean {
  for (const { id } of sections(binary)) if (id === DATA || id === DATA_COUNT) return true;
  return false;
}

/**
 * Targets of the largest br_table in the code. Found by its shape: the opcode, a count, and so many small depths;
 * no other byte sequence of that length looks like it.
 */
export function largestBranchTable(binary: Uint8Array): number {
  let largest = 0;
  for (const { id, body, end } of sections(binary)) {
    if (id !== CODE) continue;
    for (let at = body; at < end; at++) {
      if (binary[at] !== 0x0e) continue;
      const reader = new Reader(binary, at + 1);
      const count = reader.u32();
      if (count <= largest || count > 4096) continue;
      let fits = true;
      for (let i = 0; i <= count && fits; i++) fits = reader.u32() <= count + 64 && reader.at <= end;
      if (fits) largest = count;
    }
  }
  return largest;
}

/** How many memory.atomic.wait32 instructions there are (found by their bytes, with a constant offset of 0). */
export function countWaits(binary: Uint8Array): number {
  let count = 0;
  for (const { id, body, end } of sections(binary)) {
    if (id !== CODE) continue;
    for (let at = body; at + 3 < end; at++) {
      if (binary[at] === 0xfe && binary[at + 1] === 0x01 && binary[at + 2] === 0x02 && binary[at + 3] === 0) count++;
    }
  }
  return count;
}

/** The segments as one file: count, then (address, length) pairs, all u32 little-endian, then the bytes in order. */
export function packSegments(segments: readonly Segment[]): Uint8Array {
  const head = Buffer.alloc(4 + segments.length * 8);
  head.writeUInt32LE(segments.length, 0);
  segments.forEach((segment, i) => {
    head.writeUInt32LE(segment.address, 4 + i * 8);
    head.writeUInt32LE(segment.bytes.length, 8 + i * 8);
  });
  return Buffer.concat([head, ...segments.map((segment) => segment.bytes)]);
}

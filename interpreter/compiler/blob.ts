/**
 * The code blob: compiled code as little-endian bytes, which the kernel loads into heap objects and the disk cache keeps.
 *
 * Header "GPYB", u32 format version; then one code value. A value is a tag byte with its payload:
 *
 *     N T F E    None, True, False, Ellipsis
 *     i  i64 (fits 48 bits)      l  u8 negative, u32 n, n x u32 limbs
 *     f  f64                     c  f64 real, f64 imaginary
 *     s  S (interned)            u8 bytes per character (1, 2, 4), u32 characters, characters
 *     b  u32 n, bytes            (  <  tuple, frozenset: u32 n, values
 *     C  code: see writeCode
 */

import type { ConstantValue } from './tree.js';

export const BLOB_MAGIC = 'GPYB';
export const BLOB_VERSION = 1;

/** A constant of a code object: a literal's value or code. */
export type Constant = ConstantValue | CodeObject;

/** Compiled code with all that the kernel needs to run and to describe it. */
export interface CodeObject {
  t: 'code';
  argCount: number;
  posOnlyCount: number;
  kwOnlyCount: number;
  /** CPython's CO_ flags. */
  flags: number;
  firstLine: number;
  localCount: number;
  /** Cells that are no parameters. */
  cellCount: number;
  freeCount: number;
  firstFree: number;
  registers: number;
  name: string;
  qualname: string;
  filename: string;
  /** Locals, cells that are no parameters, free variables: the first registers. */
  registerNames: string[];
  /** One per name: bit 0 local, bit 1 cell, bit 2 free. */
  registerKinds: number[];
  consts: Constant[];
  names: string[];
  words: Uint32Array;
  exceptions: number[];
  positions: number[];
}

class Writer {
  private bytes = new Uint8Array(4096);
  private view = new DataView(this.bytes.buffer);
  private length = 0;

  private room(n: number): number {
    const at = this.length;
    this.length += n;
    if (this.length > this.bytes.length) {
      const grown = new Uint8Array(Math.max(this.length, 2 * this.bytes.length));
      grown.set(this.bytes);
      this.bytes = grown;
      this.view = new DataView(grown.buffer);
    }
    return at;
  }
  u8(value: number): void {
    const at = this.room(1);
    this.bytes[at] = value;
  }
  tag(character: string): void {
    this.u8(character.charCodeAt(0));
  }
  u16(value: number): void {
    const at = this.room(2);
    this.view.setUint16(at, value, true);
  }
  u32(value: number): void {
    const at = this.room(4);
    this.view.setUint32(at, value >>> 0, true);
  }
  f64(value: number): void {
    const at = this.room(8);
    this.view.setFloat64(at, value, true);
  }
  i64(value: bigint): void {
    const at = this.room(8);
    this.view.setBigInt64(at, value, true);
  }
  raw(data: Uint8Array): void {
    const at = this.room(data.length);
    this.bytes.set(data, at);
  }
  done(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

const INT48 = 1n << 47n;

function writeStr(w: Writer, text: string, interned: boolean): void {
  w.tag(interned ? 'S' : 's');
  let max = 0;
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i)!;
    if (point > max) max = point;
    if (point > 0xffff) i++;
    length++;
  }
  const kind = max < 0x100 ? 1 : max < 0x10000 ? 2 : 4;
  w.u8(kind);
  w.u32(length);
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i)!;
    if (point > 0xffff) i++;
    if (kind === 1) w.u8(point);
    else if (kind === 2) w.u16(point);
    else w.u32(point);
  }
}

function writeInt(w: Writer, value: bigint): void {
  if (value >= -INT48 && value < INT48) {
    w.tag('i');
    w.i64(value);
    return;
  }
  const negative = value < 0n;
  const digits = (negative ? -value : value).toString(16);
  const limbs = Math.ceil(digits.length / 8);
  w.tag('l');
  w.u8(negative ? 1 : 0);
  w.u32(limbs);
  for (let i = 0; i < limbs; i++) {
    const end = digits.length - 8 * i;
    w.u32(Number.parseInt(digits.slice(Math.max(0, end - 8), end), 16));
  }
}

/** CPython interns string constants that look like identifiers. */
const IDENTIFIER = /^[A-Za-z0-9_]*$/;

function writeConstant(w: Writer, value: Constant): void {
  switch (value.t) {
    case 'none':
      return w.tag('N');
    case 'true':
      return w.tag('T');
    case 'false':
      return w.tag('F');
    case 'ellipsis':
      return w.tag('E');
    case 'int':
      return writeInt(w, value.v);
    case 'float':
      w.tag('f');
      return w.f64(value.v);
    case 'complex':
      w.tag('c');
      w.f64(value.real ?? 0);
      return w.f64(value.imag);
    case 'str':
      return writeStr(w, value.v, IDENTIFIER.test(value.v));
    case 'bytes':
      w.tag('b');
      w.u32(value.v.length);
      return w.raw(value.v);
    case 'tuple':
    case 'frozenset':
      w.tag(value.t === 'tuple' ? '(' : '<');
      w.u32(value.v.length);
      for (const item of value.v) writeConstant(w, item);
      return;
    case 'code':
      return writeCode(w, value);
  }
}

function writeNames(w: Writer, names: readonly string[]): void {
  w.tag('(');
  w.u32(names.length);
  for (const name of names) writeStr(w, name, true);
}

function writeCode(w: Writer, code: CodeObject): void {
  w.tag('C');
  w.u32(code.argCount);
  w.u32(code.posOnlyCount);
  w.u32(code.kwOnlyCount);
  w.u32(code.flags);
  w.u32(code.firstLine);
  w.u32(code.localCount);
  w.u32(code.cellCount);
  w.u32(code.freeCount);
  w.u32(code.firstFree);
  w.u32(code.registers);
  writeStr(w, code.name, true);
  writeStr(w, code.qualname, true);
  writeStr(w, code.filename, true);
  writeNames(w, code.registerNames);
  w.tag('b');
  w.u32(code.registerKinds.length);
  w.raw(Uint8Array.from(code.registerKinds));
  w.tag('(');
  w.u32(code.consts.length);
  for (const value of code.consts) writeConstant(w, value);
  writeNames(w, code.names);
  w.u32(code.words.length / 2);
  for (const half of code.words) w.u32(half);
  w.u32(code.exceptions.length / 5);
  for (const value of code.exceptions) w.u32(value);
  w.u32(code.positions.length / 5);
  for (const value of code.positions) w.u32(value);
}

/** Bytes of `code` with everything inside it. */
export function writeBlob(code: CodeObject): Uint8Array {
  const w = new Writer();
  for (const character of BLOB_MAGIC) w.tag(character);
  w.u32(BLOB_VERSION);
  writeCode(w, code);
  return w.done();
}

class Reader {
  private readonly view: DataView;
  private at = 0;
  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  u8(): number {
    return this.bytes[this.at++];
  }
  u16(): number {
    this.at += 2;
    return this.view.getUint16(this.at - 2, true);
  }
  u32(): number {
    this.at += 4;
    return this.view.getUint32(this.at - 4, true);
  }
  f64(): number {
    this.at += 8;
    return this.view.getFloat64(this.at - 8, true);
  }
  i64(): bigint {
    this.at += 8;
    return this.view.getBigInt64(this.at - 8, true);
  }
  raw(n: number): Uint8Array {
    this.at += n;
    return this.bytes.slice(this.at - n, this.at);
  }
}

function readConstant(r: Reader): Constant {
  const tag = String.fromCharCode(r.u8());
  switch (tag) {
    case 'N':
      return { t: 'none' };
    case 'T':
      return { t: 'true' };
    case 'F':
      return { t: 'false' };
    case 'E':
      return { t: 'ellipsis' };
    case 'i':
      return { t: 'int', v: r.i64() };
    case 'l': {
      const negative = r.u8();
      const n = r.u32();
      let v = 0n;
      for (let i = 0; i < n; i++) v |= BigInt(r.u32()) << BigInt(32 * i);
      return { t: 'int', v: negative ? -v : v };
    }
    case 'f':
      return { t: 'float', v: r.f64() };
    case 'c':
      return { t: 'complex', real: r.f64(), imag: r.f64() };
    case 's':
    case 'S': {
      const kind = r.u8();
      const n = r.u32();
      const parts: string[] = [];
      for (let i = 0; i < n; i++)
        parts.push(String.fromCodePoint(kind === 1 ? r.u8() : kind === 2 ? r.u16() : r.u32()));
      return { t: 'str', v: parts.join('') };
    }
    case 'b':
      return { t: 'bytes', v: r.raw(r.u32()) };
    case '(':
    case '<': {
      const n = r.u32();
      const v: ConstantValue[] = [];
      for (let i = 0; i < n; i++) v.push(readConstant(r) as ConstantValue);
      return { t: tag === '(' ? 'tuple' : 'frozenset', v };
    }
    case 'C':
      return readCode(r);
    default:
      throw new Error(`code blob: unknown tag ${tag}`);
  }
}

function readText(r: Reader): string {
  const value = readConstant(r);
  if (value.t !== 'str') throw new Error('code blob: a string was expected');
  return value.v;
}

function readTuple(r: Reader): Constant[] {
  const value = readConstant(r);
  if (value.t !== 'tuple') throw new Error('code blob: a tuple was expected');
  return value.v;
}

function readCode(r: Reader): CodeObject {
  const numbers = Array.from({ length: 10 }, () => r.u32());
  const [
    argCount,
    posOnlyCount,
    kwOnlyCount,
    flags,
    firstLine,
    localCount,
    cellCount,
    freeCount,
    firstFree,
    registers,
  ] = numbers;
  const name = readText(r);
  const qualname = readText(r);
  const filename = readText(r);
  const text = (value: Constant): string => (value.t === 'str' ? value.v : '');
  const registerNames = readTuple(r).map(text);
  const kinds = readConstant(r);
  const registerKinds = kinds.t === 'bytes' ? [...kinds.v] : [];
  const consts = readTuple(r);
  const names = readTuple(r).map(text);
  const words = new Uint32Array(2 * r.u32());
  for (let i = 0; i < words.length; i++) words[i] = r.u32();
  const exceptions = Array.from({ length: 5 * r.u32() }, () => r.u32());
  const positions = Array.from({ length: 5 * r.u32() }, () => r.u32() | 0);
  return {
    t: 'code',
    argCount,
    posOnlyCount,
    kwOnlyCount,
    flags,
    firstLine,
    localCount,
    cellCount,
    freeCount,
    firstFree,
    registers,
    name,
    qualname,
    filename,
    registerNames,
    registerKinds,
    consts,
    names,
    words,
    exceptions,
    positions,
  };
}

/** The code of a blob. Throws an Error if the bytes are no blob of this version. */
export function readBlob(bytes: Uint8Array): CodeObject {
  const r = new Reader(bytes);
  if (String.fromCharCode(...r.raw(4)) !== BLOB_MAGIC || r.u32() !== BLOB_VERSION)
    throw new Error('not a code blob of this version');
  const code = readConstant(r);
  if (code.t !== 'code') throw new Error('code blob: code was expected');
  return code;
}

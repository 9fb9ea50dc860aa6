/** Code in readable form, for `-X dis`. */

import { INSTRUCTIONS, INTRINSICS, REGISTER_SCALE } from '../bytecode/instructions.js';
import { type CodeObject, type Constant, readBlob } from './blob.js';

const FLAG_NAMES = [
  [1 << 8, 'kill a'],
  [1 << 9, 'kill b'],
  [1 << 10, 'kill c'],
  [1 << 11, 'inplace'],
  [1 << 12, 'negate'],
  [1 << 13, 'pair'],
] as const;

/** A constant as Python would show it, shortened. */
function constantText(value: Constant): string {
  switch (value.t) {
    case 'none':
      return 'None';
    case 'true':
      return 'True';
    case 'false':
      return 'False';
    case 'ellipsis':
      return '...';
    case 'int':
    case 'float':
      return String(value.v);
    case 'complex':
      return `${value.real ?? 0}+${value.imag}j`;
    case 'str':
      return JSON.stringify(value.v.length > 60 ? `${value.v.slice(0, 57)}...` : value.v);
    case 'bytes':
      return `b[${value.v.length}]`;
    case 'tuple':
      return `(${value.v.map(constantText).join(', ')})`;
    case 'frozenset':
      return `{${value.v.map(constantText).join(', ')}}`;
    case 'code':
      return `<code ${value.qualname}>`;
  }
}

function registerText(code: CodeObject, field: number): string {
  const number = field / REGISTER_SCALE;
  const name = code.registerNames[number];
  return name === undefined ? `r${number}` : `r${number}:${name}`;
}

/** The instructions of one code object, one line each: index, line, name, flags, operands. */
export function disassembleCode(code: CodeObject): string[] {
  const lines: string[] = [];
  const { words } = code;
  const starts = new Map<number, number>();
  for (let i = 0; i < code.positions.length; i += 5) starts.set(code.positions[i], code.positions[i + 1]);
  for (let at = 0; at < words.length / 2; ) {
    const low = words[2 * at];
    const high = words[2 * at + 1];
    const row = INSTRUCTIONS[low & 0xff];
    const next = at + 1 + row.words;
    const operands: string[] = [];
    const show = (kind: string, value: number): void => {
      if (kind === '-') return;
      if (kind === 'dst' || kind === 'src' || kind === 'reg') operands.push(registerText(code, value));
      else if (kind === 'name') operands.push(`names[${value}]=${code.names[value]}`);
      else if (kind === 'const') operands.push(`${constantText(code.consts[value])}`);
      else if (kind === 'jump') operands.push(`-> ${next + (row.d === undefined ? (value << 16) >> 16 : value | 0)}`);
      else if (kind === 'imm') operands.push(`#${(value << 16) >> 16}`);
      else if (row.name === 'INTRINSIC') operands.push(INTRINSICS[value].name);
      else operands.push(`${value}`);
    };
    show(row.a, low >>> 16);
    if (row.d !== undefined) show(row.d, high);
    else {
      show(row.b, high & 0xffff);
      show(row.c, high >>> 16);
    }
    if (row.name === 'CALL_KW' || row.name === 'MAKE_FUNCTION')
      operands.push(constantText(code.consts[words[2 * (at + 1)]]));
    if (row.name === 'SEND') operands.push(`-> ${next + (words[2 * (at + 1)] | 0)}`);
    const flags = FLAG_NAMES.filter(([bit]) => low & bit).map(([, name]) => name);
    const line = starts.get(at);
    lines.push(
      `${line === undefined ? '    ' : String(line).padStart(4)} ${String(at).padStart(5)}  ${row.name.padEnd(18)} ` +
        `${operands.join(', ')}${flags.length > 0 ? `  [${flags.join(', ')}]` : ''}`,
    );
    at = next;
  }
  for (let i = 0; i < code.exceptions.length; i += 5) {
    const [start, end, target, depth, register] = code.exceptions.slice(i, i + 5);
    lines.push(`      except  ${start}..${end} -> ${target}, depth ${depth}, exception in r${register}`);
  }
  return lines;
}

function header(code: CodeObject): string {
  return `code ${code.qualname} (line ${code.firstLine}, ${code.registers} registers, flags 0x${code.flags.toString(16)})`;
}

/** All code objects of a blob, the outer ones first. */
export function disassemble(blob: Uint8Array): string {
  const out: string[] = [];
  const visit = (code: CodeObject): void => {
    out.push(header(code), ...disassembleCode(code), '');
    for (const value of code.consts) if (value.t === 'code') visit(value);
  };
  visit(readBlob(blob));
  return out.join('\n');
}

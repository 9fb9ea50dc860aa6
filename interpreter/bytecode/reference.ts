/** The reference page of the instruction set, in Markdown: `node reference.js > INSTRUCTIONS.md`. */

import { fileURLToPath } from 'node:url';
import { INSTRUCTIONS, INTRINSICS, OPCODES } from './instructions.js';

export function referencePage(): string {
  const out = [
    '# Instructions',
    '',
    'One 64-bit word each: opcode (bits 0..7), flags (8..15), a (16..31), b (32..47), c (48..63); d is b and c together.',
    'A register field holds its number times 8.',
    '',
    '| opcode | name | a | b | c | words | meaning |',
    '|---|---|---|---|---|---|---|',
  ];
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  for (const row of INSTRUCTIONS) {
    const b = row.d === undefined ? row.b : `d: ${row.d}`;
    const c = row.d === undefined ? row.c : '';
    out.push(
      `| ${OPCODES[row.name]} | ${row.name} | ${row.a} | ${b} | ${c} | ${1 + row.words} | ${cell(row.meaning)} |`,
    );
  }
  out.push('', '## INTRINSIC', '', '| number | name | operands | meaning |', '|---|---|---|---|');
  INTRINSICS.forEach((row, i) => {
    out.push(`| ${i} | ${row.name} | ${row.operands} | ${cell(row.meaning)} |`);
  });
  return `${out.join('\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(referencePage());

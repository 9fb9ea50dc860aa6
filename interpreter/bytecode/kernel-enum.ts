/** The kernel's view of the instruction set: `interpreter/kernel/generated/opcodes.ts`. */

import {
  CALL_ARGS,
  CALL_CALLABLE,
  CALL_SELF,
  INPLACE,
  INSTRUCTIONS,
  INTRINSICS,
  KILL_A,
  KILL_B,
  KILL_C,
  NEGATE,
  OPCODES,
} from './instructions.js';

function constant(name: string, value: number, comment = ''): string {
  const doc = comment === '' ? '' : `/** ${comment} */\n`;
  return `${doc}// @ts-ignore: decorator\n@inline export const ${name}: u32 = ${value};\n`;
}

/** AssemblyScript source text with OP_, flag and INTRINSIC_ constants. */
export function kernelOpcodes(): string {
  const out = ['// Generated from interpreter/bytecode/instructions.ts.\n'];
  for (const row of INSTRUCTIONS) {
    const operands = [row.a, row.d ?? row.b, row.d === undefined ? row.c : '-'].filter((kind) => kind !== '-');
    out.push(constant(`OP_${row.name}`, OPCODES[row.name], `${operands.join(', ')}: ${row.meaning}`));
  }
  out.push(constant('OPCODE_COUNT', INSTRUCTIONS.length));
  for (const [name, value] of Object.entries({ KILL_A, KILL_B, KILL_C, INPLACE, NEGATE }))
    out.push(constant(name, value));
  for (const [name, value] of Object.entries({ CALL_ARGS, CALL_SELF, CALL_CALLABLE })) out.push(constant(name, value));
  INTRINSICS.forEach((row, i) => {
    out.push(constant(`INTRINSIC_${row.name}`, i, `${row.operands} operands: ${row.meaning}`));
  });
  return out.join('\n');
}

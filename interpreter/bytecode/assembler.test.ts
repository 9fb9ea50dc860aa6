import { describe, expect, it } from 'vitest';
import { assemble, type Item, instructionNamed, type Label, REGISTER_CLASS } from './assembler.js';
import { KILL_B, OPCODES } from './instructions.js';

const at = { lineno: 1, end_lineno: 1, col_offset: 0, end_col_offset: 1 };
function item(name: string, a = 0, b = 0, c = 0, target: Label | null = null, flags = 0): Item {
  return { row: instructionNamed(name), flags, a, b, c, extra: 0, target, handler: null, at };
}
const layout = { locals: 2, cells: 1, frees: 1, constants: 1 };

describe('assemble', () => {
  it('maps register classes behind one another and keeps flags', () => {
    const { words, registers } = assemble(
      [item('ADD', 0, REGISTER_CLASS.TEMP + 1, REGISTER_CLASS.CONST, null, KILL_B), item('RETURN', 0)],
      layout,
    );
    expect(words[0]).toBe(OPCODES.ADD | KILL_B);
    expect(words[1]).toBe((6 * 8) | ((4 * 8) << 16));
    expect(registers).toBe(7);
  });

  it('gives a conditional jump that does not reach a far jump', () => {
    const label: Label = { at: 0, uses: 1 };
    const items = [item('JUMP_LT', 0, 1, 0, label)];
    for (let i = 0; i < 40000; i++) items.push(item('NOP'));
    label.at = items.length;
    items.push(item('RETURN', 0));
    const { words } = assemble(items, layout);
    expect(words[1] >>> 16).toBe(1);
    expect([words[2], words[3]]).toEqual([OPCODES.JUMP, 1]);
    expect([words[4], words[5]]).toEqual([OPCODES.JUMP, 40000]);
  });

  it('counts distances from behind the cache words', () => {
    const label: Label = { at: 0, uses: 1 };
    const { words } = assemble([item('FOR_ITER', 0, 1, 0, label), item('JUMP_BACK', 0, 0, 0, label)], layout);
    expect(words[1] >> 16).toBe(-2);
    expect(words[5] | 0).toBe(-3);
  });
});

import { expect, it } from 'vitest';
import { type Item, instructionNamed, type Label } from './assembler.js';
import { KILL_B, NEGATE, PAIR } from './instructions.js';
import { tidy } from './tidy.js';

const at = { lineno: 1, end_lineno: 1, col_offset: 0, end_col_offset: 1 };
function item(name: string, target: Label | null = null): Item {
  return { row: instructionNamed(name), flags: 0, a: 0, b: 0, c: 0, extra: 0, target, handler: null, at };
}
const label = (index: number): Label => ({ at: index, uses: 1 });
const names = (items: Item[]): string[] => items.map((i) => i.row.name);

it('inverts a jump over a jump', () => {
  const items = tidy([item('JUMP_IF', label(2)), item('JUMP', label(3)), item('NOP'), item('RETURN')]);
  expect(names(items)).toEqual(['JUMP_IF', 'NOP', 'RETURN']);
  expect(items[0].flags).toBe(NEGATE);
  expect(items[0].target!.at).toBe(2);
});

it('leaves out detours and what nothing reaches', () => {
  const items = tidy([
    item('JUMP_IF', label(3)),
    item('RETURN'),
    item('NOP'),
    item('JUMP', label(5)),
    item('NOP'),
    item('RETURN'),
  ]);
  expect(names(items)).toEqual(['JUMP_IF', 'RETURN', 'RETURN']);
  expect(items[0].target!.at).toBe(2);
});

it('never lets a conditional jump go back past a safe point', () => {
  const items = tidy([item('NOP'), item('JUMP_IF', label(3)), item('RETURN'), item('JUMP_BACK', label(0))]);
  expect(names(items)).toEqual(['NOP', 'JUMP_IF', 'RETURN', 'JUMP_BACK']);
});

it('keeps handlers of code that can be reached', () => {
  const guarded = item('NOP');
  guarded.handler = { label: label(2), depth: 0, register: 0 };
  expect(names(tidy([guarded, item('RETURN'), item('RERAISE'), item('NOP')]))).toEqual(['NOP', 'RETURN', 'RERAISE']);
});

it('marks a loop over pairs', () => {
  const loop = (unpack: Partial<Item>) =>
    tidy([
      { ...item('FOR_ITER', label(2)), a: 4 },
      { ...item('UNPACK'), flags: KILL_B, b: 4, c: 2, ...unpack },
      item('RETURN'),
    ]);
  expect(loop({})[0].flags).toBe(PAIR);
  for (const other of [{ c: 3 }, { b: 5 }, { flags: 0 }]) expect(loop(other)[0].flags).toBe(0);
});

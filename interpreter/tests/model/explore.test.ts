import { describe, expect, it } from 'vitest';
import { add, at, cells, cmpxchg, field, forever, load, memoryOf, store } from './atoms.js';
import { choose, explore, type Steps, step, violate, when } from './explore.js';

const C = cells('x', 'y');
const X = field('x', C.x);
const Y = field('y', C.y);

/** x + 1 by a load and a store. */
function* increment(): Steps {
  yield* store('increment', X, (yield* load('increment', X)) + 1);
}

const two = (memory: Int32Array) => {
  if (at(memory, C.x) !== 2) violate(`x is ${at(memory, C.x)}`);
};

describe('explore', () => {
  it('finds a lost update, by the shortest way', () => {
    const { fault } = explore({ name: '', memory: memoryOf(C, {}), threads: [increment, increment], final: two });
    expect(fault?.message).toBe('x is 1');
    expect(fault?.trace).toHaveLength(5);
  });

  it('finds nothing wrong with atomic additions, in all their orders', () => {
    const adds = () => add('add', X, 1);
    const result = explore({ name: '', memory: memoryOf(C, {}), threads: [adds, adds], final: two });
    expect(result).toMatchObject({ fault: null, states: 4, steps: 4 });
  });

  it('takes threads that do the same for one another', () => {
    const adds = () => add('add', X, 1);
    const result = explore({ name: '', memory: memoryOf(C, {}), threads: [adds, adds], final: two, alike: [0, 1] });
    expect(result).toMatchObject({ fault: null, states: 3 });
  });

  it('calls a wait that nobody ends a deadlock', () => {
    const waits = () =>
      when(
        'wait',
        (m) => at(m, C.x) === 1,
        () => 0,
      );
    const { fault } = explore({ name: '', memory: memoryOf(C, {}), threads: [waits, () => add('add', Y, 1)] });
    expect(fault?.message).toBe('deadlock: thread 0 at wait');
  });

  it('ends with loops that spin', () => {
    const spins = () =>
      forever(function* () {
        return (yield* load('spin', X)) ? true : undefined;
      });
    const result = explore({ name: '', memory: memoryOf(C, {}), threads: [spins, () => store('set', X, 1)] });
    expect(result.fault).toBeNull();
    expect(result.states).toBeLessThan(10);
  });

  it('keeps apart what a thread has seen', () => {
    // The store that follows shows the value that was loaded before: histories must not be mixed up.
    const copies = function* () {
      yield* store('copy', Y, yield* load('copy', X));
    };
    const values = new Set<number>();
    explore({
      name: '',
      memory: memoryOf(C, {}),
      threads: [copies, () => add('add', X, 1)],
      final: (m) => {
        values.add(at(m, C.y));
      },
    });
    expect([...values].sort()).toEqual([0, 1]);
  });

  it('follows every choice', () => {
    const values = new Set<number>();
    explore({
      name: '',
      memory: memoryOf(C, {}),
      threads: [() => choose('choose', 3, (m, choice) => (m[C.x] = choice))],
      final: (m) => {
        values.add(at(m, C.x));
      },
    });
    expect(values.size).toBe(3);
  });

  it('shows the state that breaks an invariant', () => {
    const invariant = (m: Int32Array) => {
      if (at(m, C.x) === 1 && at(m, C.y) === 1) violate('both');
    };
    const sets = (f: typeof X) => () => cmpxchg('set', f, 0, 1);
    const { fault } = explore({ name: '', memory: memoryOf(C, {}), threads: [sets(X), sets(Y)], invariant });
    expect(fault).toEqual({ message: 'both', trace: ['thread 0  set: cmpxchg x = 0', 'thread 1  set: cmpxchg y'] });
  });

  it('passes on errors of the model itself', () => {
    const breaks = () =>
      step('break', () => {
        throw new TypeError('mine');
      });
    expect(() => explore({ name: '', memory: memoryOf(C, {}), threads: [breaks] })).toThrow('mine');
  });
});

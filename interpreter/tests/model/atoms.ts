// Atomic accesses of the kernel as steps over named cells.

import { again, mark, type Steps, step, when } from './explore.js';

/** Cells by name, from 0 on. */
export function cells<const N extends string>(...names: readonly N[]): Record<N, number> {
  return Object.fromEntries(names.map((name, index) => [name, index])) as Record<N, number>;
}

/** A memory with the given values. */
export function memoryOf<N extends string>(layout: Record<N, number>, values: Partial<Record<N, number>>): Int32Array {
  const memory = new Int32Array(Object.keys(layout).length);
  for (const [name, value] of Object.entries(values)) memory[layout[name as N]] = value as number;
  return memory;
}

export function at(memory: Int32Array, cell: number): number {
  return memory[cell];
}

/** A field of a struct: what the kernel calls it, and where it lies. */
export interface Field {
  readonly name: string;
  readonly cell: number;
}

export function field(name: string, cell: number): Field {
  return { name, cell };
}

export function* load(where: string, f: Field): Steps<number> {
  return yield* step(`${where}: load ${f.name}`, (m) => at(m, f.cell));
}

export function* store(where: string, f: Field, value: number): Steps {
  yield* step(`${where}: store ${f.name}`, (m) => {
    m[f.cell] = value;
    return 0;
  });
}

/** The value before. */
export function* cmpxchg(where: string, f: Field, expected: number, value: number): Steps<number> {
  return yield* step(`${where}: cmpxchg ${f.name}`, (m) => {
    const old = at(m, f.cell);
    if (old === expected) m[f.cell] = value;
    return old;
  });
}

export function* xchg(where: string, f: Field, value: number): Steps<number> {
  return yield* step(`${where}: xchg ${f.name}`, (m) => {
    const old = at(m, f.cell);
    m[f.cell] = value;
    return old;
  });
}

export function* add(where: string, f: Field, value: number): Steps<number> {
  return yield* step(`${where}: add ${f.name}`, (m) => {
    const old = at(m, f.cell);
    m[f.cell] = old + value;
    return old;
  });
}

export function* or(where: string, f: Field, bits: number): Steps {
  yield* step(`${where}: or ${f.name}`, (m) => {
    m[f.cell] = at(m, f.cell) | bits;
    return 0;
  });
}

export function* and(where: string, f: Field, bits: number): Steps {
  yield* step(`${where}: and ${f.name}`, (m) => {
    m[f.cell] = at(m, f.cell) & bits;
    return 0;
  });
}

/** A raw lock (sync/raw_lock.ts, which has a model of its own) as one step each. */
export function* rawLock(where: string, f: Field): Steps {
  yield* when(
    `${where}: rawLock ${f.name}`,
    (m) => at(m, f.cell) === 0,
    (m) => {
      m[f.cell] = 1;
      return 0;
    },
  );
}

export function* rawUnlock(where: string, f: Field): Steps {
  yield* store(`${where}: rawUnlock`, f, 0);
}

/**
 * Waiting on a word (sync/futex.ts): `sleeper` is the thread's own cell, 0 awake, else 1 + the cell it waits on.
 * 0: notified, 1: the word differed.
 */
export function* futexWait(where: string, f: Field, expected: number, sleeper: number): Steps<number> {
  const differed = yield* step(`${where}: wait ${f.name}`, (m) => {
    if (at(m, f.cell) !== expected) return 1;
    m[sleeper] = 1 + f.cell;
    return 0;
  });
  if (differed) return 1;
  return yield* when(
    `${where}: woken from ${f.name}`,
    (m) => at(m, sleeper) === 0,
    () => 0,
  );
}

/** Wakes those who wait on the word: all, or the first of `sleepers`. */
export function* notify(where: string, f: Field, sleepers: readonly number[], all = true): Steps {
  yield* step(`${where}: notify ${f.name}`, (m) => {
    for (const sleeper of sleepers) {
      if (at(m, sleeper) !== 1 + f.cell) continue;
      m[sleeper] = 0;
      if (!all) return 1;
    }
    return 0;
  });
}

/** `body` until it returns something: a loop that keeps nothing from one round to the next but `kept`. */
export function* forever<T>(body: () => Steps<T | undefined>, kept: () => string = () => ''): Steps<T> {
  const place = yield* mark();
  while (true) {
    const result = yield* body();
    if (result !== undefined) return result;
    yield* again(place, kept());
  }
}

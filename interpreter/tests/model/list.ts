// Model of the lock-free reads of kernel/objects/list/core.ts, and of the grace periods of kernel/memory/grace.ts that
// keep a replaced array readable. Counts are one step each here: counts.ts models them. Items are two blocks that can be
// used again when they are dead; what a read gives back must have stood at its index at some moment during the read.

import { at, cells, field, load, memoryOf, rawLock, rawUnlock } from './atoms.js';
import { type Model, type Steps, step, violate, when } from './explore.js';

export const LIST_MUTATIONS = [
  'a replaced array is freed at once',
  'a grace period ends although an attached thread has not passed a safe point',
  'the period begins before the array is out of reach',
  'a reader announces its safe point in the middle of a read',
  'the reader does not look at the slot again',
  'the reader does not look at the array again',
  'the reader trusts the size',
  'NULL in a slot ends the read without the lock',
  'the old item is released before the new one is stored',
] as const;
export type ListMutation = (typeof LIST_MUTATIONS)[number];

const C = cells(
  // the list; arrays 1 (one item) and 2 (two items), and whether they are freed
  'size',
  'array',
  'mutex',
  'a1item0',
  'a1item1',
  'a2item0',
  'a2item1',
  'freed1',
  'freed2',
  // items, by address 1 and 2: count, and which object it is by now
  'count1',
  'count2',
  'object1',
  'object2',
  // grace periods: of the process, and of the reader; the reader is attached
  'epoch',
  'readerEpoch',
  'attached',
  // ghost: objects that stood at index 0 since the read began, by bits; bit 0: out of range
  'shown',
);
const SIZE = field('size', C.size);
const ARRAY = field('array', C.array);
const MUTEX = field('mutex', C.mutex);
const itemCell = (array: number, index: number) => (array === 1 ? C.a1item0 : C.a2item0) + index;
const capacityOf = (array: number) => (array === 1 ? 1 : 2);
const countOf = (item: number) => C.count1 + item - 1;

/** What index 0 shows now, as a bit; 0: a mutation is half-way. */
function visible(m: Int32Array): number {
  if (at(m, C.size) === 0 || at(m, C.array) === 0) return 1;
  const item = at(m, itemCell(at(m, C.array), 0));
  return item ? 1 << at(m, C.object1 + item - 1) : 0;
}

class Lists {
  constructor(readonly mutation: ListMutation | null) {}

  private is(mutation: ListMutation): boolean {
    return this.mutation === mutation;
  }

  /** A step of a writer: what becomes visible counts for the read in progress. */
  private *write(label: string, apply: (m: Int32Array) => number): Steps<number> {
    return yield* step(label, (m) => {
      const result = apply(m);
      m[C.shown] = at(m, C.shown) | visible(m);
      return result;
    });
  }

  private *set(label: string, cell: number, value: number): Steps {
    yield* this.write(label, (m) => {
      m[cell] = value;
      return 0;
    });
  }

  *release(item: number): Steps {
    yield* this.write('release: count', (m) => {
      if (at(m, countOf(item)) <= 0) violate('release of a dead item');
      m[countOf(item)] = at(m, countOf(item)) - 1;
      return 0;
    });
  }

  // ---- the reader

  private *slot(array: number, index: number): Steps<number> {
    return yield* step('listGetFast: load slot', (m) => {
      if (at(m, array === 1 ? C.freed1 : C.freed2)) violate('read of a freed array');
      if (index >= capacityOf(array)) violate('read beyond the array');
      return at(m, itemCell(array, index));
    });
  }

  private *tryIncref(item: number): Steps<boolean> {
    const taken = yield* step('tryIncref: count', (m) => {
      if (at(m, countOf(item)) === 0) return 0;
      m[countOf(item)] = at(m, countOf(item)) + 1;
      return 1;
    });
    return taken === 1;
  }

  *get(index: number): Steps {
    yield* step('listGetFast: begin', (m) => {
      m[C.shown] = visible(m);
      return 0;
    });
    const item = yield* this.listGetFast(index);
    yield* step('listGetFast: end', (m) => {
      if (index > 0) return 0;
      const bit = item ? 1 << at(m, C.object1 + item - 1) : 1;
      if (!(at(m, C.shown) & bit)) violate(item ? 'an item that was not there' : 'no item although there was one');
      if (item && at(m, countOf(item)) <= 0) violate('a dead item');
      return 0;
    });
    if (item) yield* this.release(item);
  }

  private *listGetFast(index: number): Steps<number> {
    if ((yield* load('listGetFast', SIZE)) <= index) return 0;
    if (this.is('a reader announces its safe point in the middle of a read')) yield* this.announce();
    const array = yield* load('listGetFast', ARRAY);
    if (this.is('a reader announces its safe point in the middle of a read')) yield* this.announce();
    if (array !== 0 && (index < capacityOf(array) || this.is('the reader trusts the size'))) {
      const item = yield* this.slot(array, index);
      if (item !== 0) {
        if (yield* this.tryIncref(item)) {
          const sameSlot =
            this.is('the reader does not look at the slot again') || (yield* this.slot(array, index)) === item;
          const sameArray =
            this.is('the reader does not look at the array again') || (yield* load('listGetFast', ARRAY)) === array;
          if (sameSlot && sameArray) return item;
          yield* this.release(item);
        }
      } else if (this.is('NULL in a slot ends the read without the lock')) return 0;
    }
    yield* rawLock('getLocked', MUTEX);
    const item = yield* step('getLocked: own', (m) => {
      if (at(m, C.size) <= index) return 0;
      const there = at(m, itemCell(at(m, C.array), index));
      m[countOf(there)] = at(m, countOf(there)) + 1;
      return there;
    });
    yield* rawUnlock('getLocked', MUTEX);
    return item;
  }

  /** grace.ts `announceQuiescence`. */
  *announce(): Steps {
    const epoch = yield* load('announceQuiescence', field('epoch', C.epoch));
    yield* step('announceQuiescence: store epoch', (m) => {
      m[C.readerEpoch] = epoch;
      return 0;
    });
  }

  *detach(): Steps {
    yield* step('detachRaw: store STATE', (m) => {
      m[C.attached] = 0;
      return 0;
    });
  }

  // ---- writers

  *lock(): Steps {
    yield* rawLock('enterLocked', MUTEX);
  }
  *unlock(): Steps {
    yield* rawUnlock('leaveLocked', MUTEX);
  }

  /** `retireBlock` and what frees it later. */
  *retire(array: number): Steps {
    if (!this.is('a replaced array is freed at once')) {
      const goal = yield* step('graceBegin: add epoch', (m) => {
        m[C.epoch] = at(m, C.epoch) + 1;
        return at(m, C.epoch);
      });
      yield* this.wait(goal);
    }
    yield* this.free(array);
  }

  private *wait(goal: number): Steps {
    const any = this.is('a grace period ends although an attached thread has not passed a safe point');
    yield* when(
      'graceOver: load STATE, epoch',
      (m) => any || !at(m, C.attached) || at(m, C.readerEpoch) >= goal,
      () => 0,
    );
  }

  private *free(array: number): Steps {
    yield* step('freeBlock', (m) => {
      m[array === 1 ? C.freed1 : C.freed2] = 1;
      return 0;
    });
  }

  /** The array of one item is replaced by the one of two, and item 2 appended. */
  *grow(): Steps {
    yield* this.lock();
    const size = yield* load('listReserve', SIZE);
    const array = yield* load('listReserve', ARRAY);
    let goal = 0;
    if (this.is('the period begins before the array is out of reach')) {
      goal = yield* step('graceBegin: add epoch', (m) => {
        m[C.epoch] = at(m, C.epoch) + 1;
        return at(m, C.epoch);
      });
    }
    yield* step('replaceArray: copy', (m) => {
      m[C.a2item0] = array ? at(m, C.a1item0) : 0;
      return 0;
    });
    yield* this.set('replaceArray: store array', C.array, 2);
    yield* this.set('listAppendOwned: store slot', itemCell(2, size), 2);
    yield* this.set('listAppendOwned: store size', C.size, size + 1);
    yield* this.unlock();
    if (array && goal) {
      yield* this.wait(goal);
      yield* this.free(1);
    } else if (array) yield* this.retire(1);
  }

  *setItem(item: number): Steps {
    yield* this.lock();
    const array = yield* load('listSetFast', ARRAY);
    const size = yield* load('listSetFast', SIZE);
    if (size === 0) {
      yield* this.unlock();
      return;
    }
    const old = yield* load('listSetFast', field('slot', itemCell(array, 0)));
    const early = this.is('the old item is released before the new one is stored');
    if (early) {
      yield* this.release(old);
      yield* this.reuse(old);
    }
    yield* this.set('listSetFast: store slot', itemCell(array, 0), item);
    yield* this.unlock();
    if (!early) yield* this.release(old);
  }

  /** `listPop` of index 0. */
  *pop(): Steps {
    yield* this.lock();
    const size = yield* load('listPop', SIZE);
    const array = yield* load('listPop', ARRAY);
    const item = size ? yield* load('listPop', field('slot', itemCell(array, 0))) : 0;
    if (size === 2) {
      const next = yield* load('moveWords', field('slot', itemCell(array, 1)));
      yield* this.set('moveWords: store slot', itemCell(array, 0), next);
    }
    if (size) {
      yield* this.set('listPop: store slot', itemCell(array, size - 1), 0);
      yield* this.set('listPop: store size', C.size, size - 1);
    }
    yield* this.unlock();
    if (item) yield* this.release(item);
  }

  *clear(): Steps {
    yield* this.lock();
    const array = yield* load('listClear', ARRAY);
    const size = yield* load('listClear', SIZE);
    yield* this.set('listClear: store size', C.size, 0);
    yield* this.set('listClear: store array', C.array, 0);
    yield* this.unlock();
    for (let i = 0; i < size; i++) {
      const item = yield* load('listClear', field('slot', itemCell(array, i)));
      yield* this.release(item);
      yield* this.reuse(item);
    }
    if (array) yield* this.retire(array);
  }

  /** If the item is dead, its block becomes an object that has nothing to do with the list, and dies again. */
  *reuse(item: number): Steps {
    const free = yield* step('newObject: block', (m) => {
      if (at(m, countOf(item)) !== 0) return 0;
      m[countOf(item)] = 1;
      m[C.object1 + item - 1] = 3;
      return 1;
    });
    if (free) yield* this.release(item);
  }
}

export function listModels(mutation: ListMutation | null): Model[] {
  const start = { size: 1, array: 1, a1item0: 1, count1: 1, count2: 1, object1: 1, object2: 2, attached: 1 } as const;
  const model = (
    name: string,
    values: Partial<typeof C>,
    writer: (t: Lists) => Steps<unknown>,
    indexes = [0, 0],
  ): Model => ({
    name,
    memory: memoryOf(C, { ...start, ...values }),
    threads: [
      function* () {
        const t = new Lists(mutation);
        for (const index of indexes) {
          yield* t.get(index);
          yield* t.announce();
        }
        yield* t.detach();
      },
      () => writer(new Lists(mutation)),
    ],
    final: (m) => {
      const array = at(m, C.array);
      for (let i = 0; i < at(m, C.size); i++) if (!at(m, itemCell(array, i))) violate('a hole in the list');
      if (array && at(m, array === 1 ? C.freed1 : C.freed2)) violate('the array of the list is freed');
      const wanted = [1, 2].map(
        (item) => [0, 1].filter((i) => i < at(m, C.size) && at(m, itemCell(array, i)) === item).length,
      );
      for (const item of [1, 2]) if (at(m, countOf(item)) !== wanted[item - 1]) violate('wrong count at the end');
    },
  });
  return [
    model('an array is replaced', {}, (t) => t.grow()),
    model('an array is replaced while the second item is read', {}, (t) => t.grow(), [1, 1]),
    model('an item is replaced', {}, (t) => t.setItem(2)),
    model('two items are popped', { size: 2, array: 2, a2item0: 1, a2item1: 2, a1item0: 0 }, function* (t) {
      yield* t.pop();
      yield* t.reuse(1);
      yield* t.pop();
      yield* t.reuse(2);
    }),
    model('the list is cleared, and filled again', { count2: 1 }, function* (t) {
      yield* t.clear();
      yield* t.grow();
    }),
    model(
      'the list is cleared while the second of two is read',
      { size: 2, array: 2, a2item0: 1, a2item1: 2, a1item0: 0 },
      (t) => t.clear(),
      [1, 0],
    ),
    model(
      'the array shrinks while the second of two is read',
      { size: 2, array: 2, a2item0: 1, a2item1: 2, a1item0: 0 },
      function* (t) {
        yield* t.pop();
        yield* t.lock();
        yield* step('listShrink: copy', (m) => {
          m[C.a1item0] = at(m, C.a2item0);
          m[C.array] = 1;
          return 0;
        });
        yield* t.unlock();
        yield* t.retire(2);
      },
      [1, 1],
    ),
  ];
}

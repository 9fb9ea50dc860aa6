// Model of attributes of instances: objects/type/attributes.ts and storeSlotShared of eval/caches.ts. One attribute of one
// instance that turns to a dict: stores by the cache and without, readers, and a dict that is replaced. Values are
// immediate ints; a dict is one word, its value (objects/dict/core.ts has a model of its own), and may be freed.

import { at, cells, cmpxchg, field, forever, load, memoryOf, rawLock, rawUnlock, xchg } from './atoms.js';
import { choose, type Model, type Steps, step, violate, when } from './explore.js';

export const ATTRIBUTE_MUTATIONS = [
  'a cached store does not take the lock',
  'a cached store does not look at the shape under the lock',
  'the terminal shape is published before the dict',
  'the slots are emptied before the terminal shape is published',
  'the shape with a new attribute is published before its slot',
  'the reader does not look at the shape again',
  'a replaced dict dies at once',
  'a reader that waits for the dict does not hold it',
] as const;
export type AttributeMutation = (typeof ATTRIBUTE_MUTATIONS)[number];

const WITHOUT = 1;
const WITH = 2;
const TERMINAL = 3;

const C = cells(
  'shape',
  'dict',
  'slot',
  'mutex',
  // dicts 1 and 2: their value, holders, dead
  'value1',
  'value2',
  'holders1',
  'holders2',
  'dead1',
  'dead2',
  // a reader looks at a dict that it does not hold: the world does not stop before it is done
  'peeking',
  // ghost: writes that are done, as bits; the last value whose writing has ended
  'done',
  'floor',
);
const SHAPE = field('PLAIN_SHAPE', C.shape);
const DICT = field('PLAIN_DICT', C.dict);
const SLOT = field('PLAIN_SLOTS', C.slot);
const MUTEX = field('mutex', C.mutex);

class Attributes {
  constructor(readonly mutation: AttributeMutation | null) {}

  private is(mutation: AttributeMutation): boolean {
    return this.mutation === mutation;
  }

  private *inDict(label: string, dict: number, apply: (m: Int32Array, cell: number) => number): Steps<number> {
    return yield* step(label, (m) => {
      if (dict === 0 || at(m, C.dead1 + dict - 1)) violate('a dead dict is looked at');
      return apply(m, C.value1 + dict - 1);
    });
  }

  private *hold(label: string): Steps<number> {
    return yield* step(label, (m) => {
      const dict = at(m, C.dict);
      m[C.holders1 + dict - 1] = at(m, C.holders1 + dict - 1) + 1;
      return dict;
    });
  }

  private *drop(label: string, dict: number): Steps {
    yield* step(label, (m) => {
      m[C.holders1 + dict - 1] = at(m, C.holders1 + dict - 1) - 1;
      if (at(m, C.holders1 + dict - 1) === 0) m[C.dead1 + dict - 1] = 1;
      return 0;
    });
  }

  /** 0: no such attribute. */
  *readAttribute(): Steps<number> {
    const self = this;
    const found = yield* forever(function* () {
      const shape = yield* load('readAttribute', SHAPE);
      if (shape === WITHOUT) return 100;
      if (shape === WITH) {
        const word = yield* load('readAttribute', SLOT);
        if (self.is('the reader does not look at the shape again')) return 100 + word;
        return (yield* load('readAttribute', SHAPE)) === shape ? 100 + word : undefined;
      }
      const dict = yield* step('readAttribute: load PLAIN_DICT', (m) => {
        m[C.peeking] = 1;
        return at(m, C.dict);
      });
      const word = yield* self.inDict('dictPeekStr', dict, (m, cell) => at(m, cell));
      // by chance only the dict's lock can tell
      const same = yield* choose('readAttribute: load PLAIN_DICT again', 2, (m, choice) => {
        m[C.peeking] = 0;
        return choice && at(m, C.dict) === dict ? 1 : 0;
      });
      if (same) return 100 + word;
      yield* rawLock('enterLocked', MUTEX);
      const careless = self.is('a reader that waits for the dict does not hold it');
      const held = careless ? yield* load('readAttribute', DICT) : yield* self.hold('readAttribute: own');
      yield* rawUnlock('leaveLocked', MUTEX);
      const there = yield* self.inDict('dictGetStr', held, (m, cell) => at(m, cell));
      if (!careless) yield* self.drop('readAttribute: release', held);
      return 100 + there;
    });
    return found - 100;
  }

  /** Nothing older than the last write that had ended before. */
  *read(): Steps {
    const floor = yield* step('read: begin', (m) => at(m, C.floor));
    const word = yield* this.readAttribute();
    yield* step('read: end', () => {
      if (word < floor) violate(`read ${word} after ${floor} was written`);
      return 0;
    });
  }

  private *wrote(value: number): Steps {
    yield* step('write: end', (m) => {
      m[C.done] = at(m, C.done) | (1 << value);
      m[C.floor] = Math.max(at(m, C.floor), value);
      return 0;
    });
  }

  /** The loop's STORE_ATTR by its cache, then the slow way. */
  *storeCached(value: number): Steps {
    const shape = yield* load('keyOf', SHAPE);
    if (shape !== WITH || !(yield* this.storeSlotShared(value))) yield* this.setInstanceAttribute(value);
    yield* this.wrote(value);
  }

  private *storeSlotShared(value: number): Steps<boolean> {
    const careless = this.is('a cached store does not take the lock');
    if (!careless && (yield* cmpxchg('tryLockByte', MUTEX, 0, 1)) !== 0) return false;
    const blind = this.is('a cached store does not look at the shape under the lock');
    const same = blind || (yield* load('shapeVersion', SHAPE)) === WITH;
    if (same) yield* xchg('swapSlot', SLOT, value);
    if (!careless) yield* rawUnlock('unlockByte', MUTEX);
    return same;
  }

  *store(value: number): Steps {
    yield* this.setInstanceAttribute(value);
    yield* this.wrote(value);
  }

  private *setInstanceAttribute(value: number): Steps {
    yield* rawLock('enterLocked', MUTEX);
    const shape = yield* load('setInstanceAttribute', SHAPE);
    if (shape === TERMINAL) {
      const dict = yield* this.hold('setInstanceAttribute: own');
      yield* rawUnlock('leaveLocked', MUTEX);
      yield* this.inDict('dictSet', dict, (m, cell) => {
        m[cell] = value;
        return 0;
      });
      yield* this.drop('setInstanceAttribute: release', dict);
      return;
    }
    const early = this.is('the shape with a new attribute is published before its slot');
    if (shape === WITHOUT && early) yield* xchg('setInstanceAttribute', SHAPE, WITH);
    yield* xchg('setInstanceAttribute', SLOT, value);
    if (shape === WITHOUT && !early) yield* xchg('setInstanceAttribute', SHAPE, WITH);
    yield* rawUnlock('leaveLocked', MUTEX);
  }

  *instanceDict(): Steps {
    yield* rawLock('enterLocked', MUTEX);
    const shape = yield* load('instanceDict', SHAPE);
    if (shape !== TERMINAL) yield* this.turnToDict(shape);
    yield* rawUnlock('leaveLocked', MUTEX);
  }

  private *turnToDict(shape: number): Steps {
    const word = shape === WITH ? yield* load('turnToDict', SLOT) : 0;
    if (word) {
      yield* this.inDict('turnToDict: dictSet', 1, (m, cell) => {
        m[cell] = word;
        return 0;
      });
    }
    if (this.is('the slots are emptied before the terminal shape is published')) yield* xchg('turnToDict', SLOT, 0);
    const early = this.is('the terminal shape is published before the dict');
    if (early) yield* xchg('turnToDict', SHAPE, TERMINAL);
    yield* xchg('turnToDict', DICT, 1);
    if (!early) yield* xchg('turnToDict', SHAPE, TERMINAL);
    yield* xchg('turnToDict', SLOT, 0);
  }

  /** The dict is replaced by one that holds `value`. */
  *setInstanceDict(value: number): Steps {
    yield* rawLock('enterLocked', MUTEX);
    const old = yield* step('setInstanceDict: xchg PLAIN_DICT', (m) => {
      const before = at(m, C.dict);
      m[C.dict] = 2;
      m[C.value2] = value;
      return before;
    });
    yield* rawUnlock('leaveLocked', MUTEX);
    if (!this.is('a replaced dict dies at once'))
      yield* when(
        'stopWorld',
        (m) => at(m, C.peeking) === 0,
        () => 0,
      );
    yield* this.drop('setInstanceDict: release', old);
    yield* this.wrote(value);
  }
}

export function attributeModels(mutation: AttributeMutation | null): Model[] {
  const start = { shape: WITH, slot: 1, holders1: 1, holders2: 1, floor: 1 } as const;
  const model = (
    name: string,
    values: Partial<typeof C>,
    written: number,
    ...threads: ((t: Attributes) => Steps<unknown>)[]
  ): Model => ({
    name,
    memory: memoryOf(C, values),
    threads: threads.map((program) => () => program(new Attributes(mutation))),
    final: (m) => {
      const value = at(m, C.shape) === TERMINAL ? at(m, C.value1 + at(m, C.dict) - 1) : at(m, C.slot);
      if (value < written) violate(`lost update: ${value} at the end`);
      if (at(m, C.shape) === TERMINAL && at(m, C.slot)) violate('a value is left in a slot');
      if (at(m, C.shape) === TERMINAL && at(m, C.dead1 + at(m, C.dict) - 1))
        violate('the dict of the instance is dead');
    },
  });
  return [
    model(
      'a cached write and a read while the instance turns to a dict',
      start,
      2,
      function* (t) {
        yield* t.storeCached(2);
        yield* t.read();
      },
      (t) => t.instanceDict(),
    ),
    model(
      'two cached writes while the instance turns to a dict',
      start,
      2,
      (t) => t.storeCached(2),
      (t) => t.storeCached(3),
      (t) => t.instanceDict(),
    ),
    model(
      'reads while the instance turns to a dict',
      start,
      1,
      function* (t) {
        yield* t.read();
        yield* t.read();
      },
      (t) => t.instanceDict(),
      (t) => t.storeCached(2),
    ),
    model(
      'a read waits for the turn while the dict is replaced',
      start,
      1,
      (t) => t.read(),
      function* (t) {
        yield* t.instanceDict();
        yield* t.setInstanceDict(2);
      },
    ),
    model(
      'an attribute is added while it is read',
      { ...start, shape: WITHOUT, slot: 0, floor: 0 },
      1,
      function* (t) {
        yield* t.read();
        yield* t.read();
      },
      (t) => t.store(1),
    ),
    model(
      'a shape is seen with its slot',
      { ...start, shape: WITHOUT, slot: 0, floor: 0 },
      1,
      function* () {
        const shape = yield* load('readAttribute', SHAPE);
        const word = yield* load('readAttribute', SLOT);
        yield* step('read: slot of the shape', () => {
          if (shape === WITH && word === 0) violate('a shape whose slot is empty');
          return 0;
        });
      },
      (t) => t.store(1),
    ),
    model(
      'the dict is replaced while it is read and written',
      { ...start, shape: TERMINAL, slot: 0, dict: 1, value1: 1 },
      1,
      function* (t) {
        yield* t.read();
        yield* t.store(1);
      },
      (t) => t.setInstanceDict(2),
    ),
  ];
}

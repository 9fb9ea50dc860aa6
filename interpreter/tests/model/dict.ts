// Model of the lock-free reads of kernel/objects/dict/core.ts against writers: one key, whose probe looks at two index
// slots of a keys block. Values are immediate ints (list.ts and counts.ts model what counted ones need). What a read
// gives back must have been the key's value at some moment during the read; 0: the key was not there.

import { at, cells, field, load, memoryOf, rawLock, rawUnlock } from './atoms.js';
import { type Model, type Steps, step, violate, when } from './explore.js';

export const DICT_MUTATIONS = [
  'the index is published before the entry',
  'the count of entries is raised before the index is published',
  'a replaced block is freed at once',
  'a writer trusts its probe without looking at the count again',
  'a writer trusts its probe without looking at the block again',
  'a deleted entry serves again',
  'a removed key empties its index slot',
  'the new block is published before its entries are there',
] as const;
export type DictMutation = (typeof DICT_MUTATIONS)[number];

const C = cells(
  'keys',
  'used',
  'mutex',
  'freed1',
  'freed2',
  'count1',
  'count2',
  // block 1 and 2: two index slots (1 + entry), two entries: key (1: ours) and value
  'b1index0',
  'b1index1',
  'b1key0',
  'b1value0',
  'b1key1',
  'b1value1',
  'b2index0',
  'b2index1',
  'b2key0',
  'b2value0',
  'b2key1',
  'b2value1',
  'epoch',
  'readerEpoch',
  'attached',
  // ghost: values that the key had since the read began, by bits
  'shown',
);
const KEYS = field('DICT_KEYS', C.keys);
const MUTEX = field('mutex', C.mutex);
const countOf = (block: number) => field('KEYS_COUNT', C.count1 + block - 1);
const base = (block: number) => (block === 1 ? C.b1index0 : C.b2index0);
const indexOf = (block: number, slot: number) => base(block) + slot;
const keyOf = (block: number, entry: number) => base(block) + 2 + entry * 2;
/** What an entry holds that was never written. */
const GARBAGE = 9;
const valueAt = (block: number, entry: number) => base(block) + 3 + entry * 2;

/** The key's value as a probe of the present block finds it: 0: not there. */
function value(m: Int32Array): number {
  const block = at(m, C.keys);
  for (let slot = 0; slot < 2; slot++) {
    const entry = at(m, indexOf(block, slot)) - 1;
    if (entry < 0) return 0;
    if (at(m, keyOf(block, entry)) === 1 && at(m, valueAt(block, entry))) return at(m, valueAt(block, entry));
  }
  return 0;
}

interface Probe {
  readonly entry: number;
  readonly block: number;
  readonly count: number;
}

class Dicts {
  constructor(readonly mutation: DictMutation | null) {}

  private is(mutation: DictMutation): boolean {
    return this.mutation === mutation;
  }

  private *write(label: string, cell: number, word: number): Steps {
    yield* step(label, (m) => {
      m[cell] = word;
      m[C.shown] = at(m, C.shown) | (1 << value(m));
      return 0;
    });
  }

  private *read(label: string, block: number, cell: number): Steps<number> {
    return yield* step(label, (m) => {
      if (at(m, block === 1 ? C.freed1 : C.freed2)) violate('read of a freed block');
      if (at(m, cell) === GARBAGE) violate('read of an entry that is not there yet');
      return at(m, cell);
    });
  }

  private *probe(): Steps<Probe> {
    const block = yield* load('probe', KEYS);
    const count = yield* this.read('probe: load KEYS_COUNT', block, countOf(block).cell);
    for (let slot = 0; slot < 2; slot++) {
      const entry = (yield* this.read('probe: load index', block, indexOf(block, slot))) - 1;
      if (entry < 0) break;
      if ((yield* this.read('probe: load ENTRY_KEY', block, keyOf(block, entry))) !== 1) continue;
      if (yield* this.read('probe: load ENTRY_VALUE', block, valueAt(block, entry))) return { entry, block, count };
    }
    return { entry: -1, block, count };
  }

  // ---- readers

  *get(): Steps {
    yield* step('dictGet: begin', (m) => {
      m[C.shown] = 1 << value(m);
      return 0;
    });
    const found = yield* this.getMode();
    yield* step('dictGet: end', (m) => {
      if (!(at(m, C.shown) & (1 << found)))
        violate(found ? 'a value that was not there' : 'no value although there was one');
      return 0;
    });
  }

  private *getMode(): Steps<number> {
    const { entry, block } = yield* this.probe();
    if (entry >= 0) {
      const word = yield* this.read('takeValue: load ENTRY_VALUE', block, valueAt(block, entry));
      if (word) return word;
    } else if ((yield* load('getMode', KEYS)) === block) return 0;
    yield* rawLock('enterLocked', MUTEX);
    const word = yield* step('getLocked: own', value);
    yield* rawUnlock('leaveLocked', MUTEX);
    return word;
  }

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

  /** `lockAndFind`: the lock is held, the entry is that of the present block. */
  private *lockAndFind(): Steps<number> {
    const { entry, block, count } = yield* this.probe();
    yield* rawLock('enterLocked', MUTEX);
    const present = yield* load('lockAndFind', KEYS);
    if (present === block || this.is('a writer trusts its probe without looking at the block again')) {
      if (entry >= 0) {
        if (yield* load('lockAndFind', field('ENTRY_VALUE', valueAt(block, entry)))) return entry;
      } else if (this.is('a writer trusts its probe without looking at the count again')) return entry;
      else if ((yield* load('lockAndFind', countOf(block))) === count) return entry;
    }
    return (yield* this.probe()).entry;
  }

  *set(word: number): Steps {
    const entry = yield* this.lockAndFind();
    const block = yield* load('storeAndLeave', KEYS);
    if (entry >= 0) yield* this.write('storeAndLeave: store ENTRY_VALUE', valueAt(block, entry), word);
    else yield* this.addEntry(word);
    yield* rawUnlock('leaveLocked', MUTEX);
  }

  private *addEntry(word: number): Steps {
    let block = yield* load('addEntry', KEYS);
    let count = yield* load('addEntry', countOf(block));
    if (this.is('a deleted entry serves again') && count > 0) {
      yield* this.write('addEntry: store ENTRY_VALUE', valueAt(block, count - 1), word);
      yield* this.write('addEntry: store ENTRY_KEY', keyOf(block, count - 1), 1);
      return;
    }
    if (count === 2) {
      block = yield* this.rebuild(block);
      count = yield* load('addEntry', countOf(block));
    }
    const early = this.is('the index is published before the entry');
    if (early) yield* this.putIndex(block, count);
    yield* this.write('addEntry: store ENTRY_KEY', keyOf(block, count), 1);
    yield* this.write('addEntry: store ENTRY_VALUE', valueAt(block, count), word);
    const counted = this.is('the count of entries is raised before the index is published');
    if (!counted && !early) yield* this.putIndex(block, count);
    yield* this.write('addEntry: store KEYS_COUNT', countOf(block).cell, count + 1);
    if (counted) yield* this.putIndex(block, count);
    yield* step('addEntry: store DICT_USED', (m) => {
      m[C.used] = at(m, C.used) + 1;
      return 0;
    });
  }

  private *putIndex(block: number, entry: number): Steps {
    const slot = yield* step('putIndex: first unused slot', (m) => (at(m, indexOf(block, 0)) ? 1 : 0));
    yield* this.write('putIndex: store index', indexOf(block, slot), 1 + entry);
  }

  /** A new block with the live entries; the old one waits for its grace period. */
  private *rebuild(old: number): Steps<number> {
    const fresh = 3 - old;
    const early = this.is('the new block is published before its entries are there');
    if (early) yield* this.write('rebuild: store DICT_KEYS', C.keys, fresh);
    yield* step('copyEntries', (m) => {
      let n = 0;
      for (let entry = 0; entry < 2; entry++) {
        if (!at(m, valueAt(old, entry))) continue;
        m[keyOf(fresh, n)] = at(m, keyOf(old, entry));
        m[valueAt(fresh, n)] = at(m, valueAt(old, entry));
        m[indexOf(fresh, n)] = 1 + n;
        n++;
      }
      m[countOf(fresh).cell] = n;
      return 0;
    });
    if (!early) yield* this.write('rebuild: store DICT_KEYS', C.keys, fresh);
    return fresh;
  }

  *reserve(added = 0): Steps {
    yield* rawLock('enterLocked', MUTEX);
    const old = yield* load('rebuild', KEYS);
    yield* this.rebuild(old);
    yield* rawUnlock('leaveLocked', MUTEX);
    if (added) yield* this.set(added);
    if (!this.is('a replaced block is freed at once')) {
      const goal = yield* step('graceBegin: add epoch', (m) => {
        m[C.epoch] = at(m, C.epoch) + 1;
        return at(m, C.epoch);
      });
      yield* when(
        'graceOver: load STATE, epoch',
        (m) => !at(m, C.attached) || at(m, C.readerEpoch) >= goal,
        () => 0,
      );
    }
    yield* step('freeBlock', (m) => {
      m[old === 1 ? C.freed1 : C.freed2] = 1;
      return 0;
    });
  }

  /** Removes the other key, that of entry 0 in block 1. */
  *deleteOther(): Steps {
    yield* rawLock('enterLocked', MUTEX);
    yield* this.takeOut(0);
    yield* rawUnlock('leaveLocked', MUTEX);
  }

  *delete(): Steps {
    const entry = yield* this.lockAndFind();
    if (entry >= 0) yield* this.takeOut(entry);
    yield* rawUnlock('leaveLocked', MUTEX);
  }

  private *takeOut(entry: number): Steps {
    const block = yield* load('takeOut', KEYS);
    yield* this.write('takeOut: store ENTRY_VALUE', valueAt(block, entry), 0);
    yield* this.write('takeOut: store ENTRY_KEY', keyOf(block, entry), 0);
    if (this.is('a removed key empties its index slot')) {
      yield* step('takeOut: store index', (m) => {
        m[indexOf(block, at(m, indexOf(block, 0)) === 1 + entry ? 0 : 1)] = 0;
        m[C.shown] = at(m, C.shown) | (1 << value(m));
        return 0;
      });
    }
    yield* step('takeOut: store DICT_USED', (m) => {
      m[C.used] = at(m, C.used) - 1;
      return 0;
    });
  }
}

function final(m: Int32Array): void {
  const block = at(m, C.keys);
  if (at(m, block === 1 ? C.freed1 : C.freed2)) violate('the block of the dict is freed');
  const live = [0, 1].filter((entry) => at(m, keyOf(block, entry)) !== GARBAGE && at(m, valueAt(block, entry)));
  const ours = live.filter((entry) => at(m, keyOf(block, entry)) === 1);
  if (ours.length > 1) violate('the key stands in the dict twice');
  if (live.length !== at(m, C.used)) violate('wrong number of keys');
  if (ours.length > 0 && !value(m)) violate('a key that no probe finds');
}

export function dictModels(mutation: DictMutation | null): Model[] {
  const unwritten = { b1key1: GARBAGE, b2key0: GARBAGE, b2key1: GARBAGE };
  const start = {
    ...unwritten,
    keys: 1,
    used: 1,
    count1: 1,
    b1index0: 1,
    b1key0: 1,
    b1value0: 1,
    attached: 1,
  } as const;
  const empty = { ...unwritten, keys: 1, attached: 1, b1key0: GARBAGE } as const;
  const model = (name: string, values: Partial<typeof C>, ...threads: ((t: Dicts) => Steps<unknown>)[]): Model => ({
    name,
    memory: memoryOf(C, values),
    threads: threads.map((program) => () => program(new Dicts(mutation))),
    final,
  });
  function* reader(t: Dicts): Steps {
    yield* t.get();
    yield* t.announce();
    yield* t.get();
    yield* t.detach();
  }
  return [
    model('a key is set and deleted while it is read', start, reader, function* (t) {
      yield* t.set(2);
      yield* t.delete();
    }),
    model('a key is deleted and comes back while it is read', start, reader, function* (t) {
      yield* t.delete();
      yield* t.set(2);
      yield* t.set(3);
    }),
    model(
      'another key that collides is deleted while the key is read',
      { ...start, used: 2, count1: 2, b1index1: 2, b1key0: 2, b1value0: 3, b1key1: 1, b1value1: 1 },
      reader,
      (t) => t.deleteOther(),
    ),
    model('a key is added while it is read', empty, reader, (t) => t.set(1)),
    model('the block is replaced while the key is read', start, reader, function* (t) {
      yield* t.reserve();
      yield* t.set(2);
    }),
    model(
      'a key is added to an empty dict by two threads',
      empty,
      (t) => t.set(1),
      (t) => t.set(2),
    ),
    model(
      'two threads set a key, a third deletes it',
      start,
      (t) => t.set(2),
      (t) => t.delete(),
    ),
    model(
      'a thread sets a key while another replaces the block',
      start,
      function* (t) {
        yield* t.set(2);
        yield* t.announce();
        yield* t.detach();
      },
      (t) => t.reserve(),
    ),
    model(
      'a thread adds a key while another replaces the block and adds it',
      empty,
      function* (t) {
        yield* t.set(2);
        yield* t.announce();
        yield* t.detach();
      },
      (t) => t.reserve(1),
    ),
    model('a key is added in the new block while it is looked for in the old one', empty, reader, function* (t) {
      yield* t.reserve();
      yield* t.set(2);
    }),
  ];
}

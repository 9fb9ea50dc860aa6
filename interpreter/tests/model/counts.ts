// Model of kernel/counting (counts.ts, merge.ts, dispose.ts) and of collector/weak.ts: one object, its owner (thread 1),
// others that hold it, a slot and a weak reference through which it is found without being held.

import {
  add,
  and,
  at,
  cells,
  cmpxchg,
  field,
  forever,
  load,
  memoryOf,
  or,
  rawLock,
  rawUnlock,
  store,
} from './atoms.js';
import { again, type Model, mark, type Steps, step, violate, when } from './explore.js';

/** One wrong step each; the checker must find every one. */
export const COUNT_MUTATIONS = [
  'localZero frees whatever shared says',
  'localZero merges without giving up the ownership',
  'localZero merges by a store',
  'a foreign decrement at 0 subtracts',
  'try-increment succeeds at state 0, count 0',
  'try-increment succeeds when merged to 0',
  'try-increment counts in local without looking whose it is',
  'mergeCounts keeps the reference of the queue',
  'queueMerge merges while the owner runs',
  'queueMerge does not look whether the owner has exited',
  'the owner exits without draining its queue',
  'the reader does not look at the slot again',
  'a refused reader goes on without the lock',
  'the writer releases before it clears the slot',
  'weakGet does not take the lock of the bucket',
  'the referent is freed before its weak references are cleared',
  'dropOnly frees whatever shared says',
] as const;
export type CountMutation = (typeof COUNT_MUTATIONS)[number];

const STATE_WEAK = 1;
const STATE_QUEUED = 2;
const STATE_MERGED = 3;
const DETACHED = 0;
const ATTACHED = 1;
const FREE = 3;
const BORROWED = 4;

const C = cells(
  // the object's header
  'local',
  'shared',
  'owner',
  // ghosts: the block is an object, which one, dispose has begun
  'alive',
  'generation',
  'disposing',
  // the owner's thread struct
  'state',
  'm1',
  'm2',
  'mergeQueue',
  'safePoint',
  // a container's slot and its lock; the weak reference and the lock of its bucket
  'slot',
  'mutex',
  'referent',
  'bucket',
  // ghost: the object that slot and weak reference show is the first in its block
  'first',
  // the object has a finalizer; it has run
  'finalize',
  'finalized',
);

const LOCAL = field('LOCAL', C.local);
const SHARED = field('SHARED', C.shared);
const OWNER = field('OWNER', C.owner);
const STATE = field('STATE', C.state);
const LOCK = field('LOCK', C.m1);
const LIVES = field('m2', C.m2);
const QUEUE = field('QUEUE', C.mergeQueue);
const SAFE_POINT = field('safePoint', C.safePoint);
const SLOT = field('slot', C.slot);
const MUTEX = field('MUTEX', C.mutex);
const REFERENT = field('REFERENT', C.referent);
const BUCKET = field('bucket', C.bucket);

/** The watched words of this model, for the state table. */
export const COUNT_WATCHED = new Map([[C.shared, 'shared']]);

class Counts {
  /** Id of the running thread; the owner of the object is 1. */
  constructor(
    readonly id: number,
    readonly mutation: CountMutation | null,
  ) {}

  is(mutation: CountMutation): boolean {
    return this.mutation === mutation;
  }

  /** counts.ts `verify` and the plain loads of LOCAL and OWNER by one who holds the object: -1: not its owner. */
  *verified(where: string, generation = 0): Steps<number> {
    return yield* step(`${where}: loads LOCAL and OWNER`, (m) => {
      if (!at(m, C.alive)) violate(`${where}: reference count of a dead object`);
      if (generation && generation !== at(m, C.generation)) violate('use of another object in the same block');
      return at(m, C.owner) === this.id ? at(m, C.local) : -1;
    });
  }

  *incref(): Steps {
    const local = yield* this.verified('incref');
    if (local >= 0) yield* store('incref', LOCAL, local + 1);
    else yield* add('incref', SHARED, 4);
  }

  *decref(generation = 0): Steps {
    const local = yield* this.verified('decref', generation);
    if (local >= 0) {
      yield* store('decref', LOCAL, local - 1);
      if (local === 1) yield* this.localZero();
    } else yield* this.decrefForeign();
  }

  *localZero(): Steps {
    let seen = yield* load('localZero', SHARED);
    if (seen !== 0 && !this.is('localZero frees whatever shared says')) {
      if (!this.is('localZero merges without giving up the ownership')) yield* store('localZero', OWNER, 0);
      if (this.is('localZero merges by a store')) yield* store('localZero', SHARED, seen | STATE_MERGED);
      else seen = yield* this.markMerged('localZero', seen);
      if (seen >> 2 !== 0) return;
    }
    yield* this.dispose();
  }

  private *markMerged(where: string, first: number): Steps<number> {
    const place = yield* mark();
    let seen = first;
    while (true) {
      yield* again(place, seen);
      const old = yield* cmpxchg(where, SHARED, seen, seen | STATE_MERGED);
      if (old === seen) return seen;
      seen = old;
    }
  }

  *decrefForeign(): Steps {
    let seen = yield* load('decrefForeign', SHARED);
    const place = yield* mark();
    while (true) {
      yield* again(place, seen);
      const queues = seen >> 2 === 0 && (seen & 3) < STATE_QUEUED && !this.is('a foreign decrement at 0 subtracts');
      const old = yield* cmpxchg('decrefForeign', SHARED, seen, queues ? STATE_QUEUED : seen - 4);
      if (old === seen) {
        if (queues) yield* this.queueMerge();
        else if (seen - 4 === STATE_MERGED) yield* this.dispose();
        return;
      }
      seen = old;
    }
  }

  *tryIncref(): Steps<boolean> {
    const local = yield* load('tryIncref', LOCAL);
    const mine =
      this.is('try-increment counts in local without looking whose it is') ||
      (yield* load('tryIncref', OWNER)) === this.id;
    if (mine && local !== 0) {
      yield* store('tryIncref', LOCAL, local + 1);
      return true;
    }
    return yield* this.tryIncrefForeign();
  }

  *tryIncrefForeign(): Steps<boolean> {
    let seen = yield* load('tryIncrefForeign', SHARED);
    const place = yield* mark();
    while (true) {
      yield* again(place, seen);
      if (seen === 0 && !this.is('try-increment succeeds at state 0, count 0')) return false;
      if (seen === STATE_MERGED && !this.is('try-increment succeeds when merged to 0')) return false;
      const old = yield* cmpxchg('tryIncrefForeign', SHARED, seen, seen + 4);
      if (old === seen) return true;
      seen = old;
    }
  }

  *increfShared(): Steps {
    const local = yield* this.verified('increfShared');
    if (local >= 0) {
      yield* store('increfShared', LOCAL, local + 1);
      return;
    }
    let seen = yield* load('increfShared', SHARED);
    const place = yield* mark();
    while (true) {
      yield* again(place, seen);
      const next = (seen + 4) | ((seen & 3) === 0 ? STATE_WEAK : 0);
      const old = yield* cmpxchg('increfShared', SHARED, seen, next);
      if (old === seen) return;
      seen = old;
    }
  }

  *shareObject(): Steps {
    yield* this.verified('shareObject');
    let seen = yield* load('shareObject', SHARED);
    const place = yield* mark();
    while ((seen & 3) === 0) {
      yield* again(place, seen);
      const old = yield* cmpxchg('shareObject', SHARED, seen, seen | STATE_WEAK);
      if (old === seen) return;
      seen = old;
    }
  }

  // ---- merge.ts

  *mergeCounts(extra: number): Steps<number> {
    const local = yield* load('mergeCounts', LOCAL);
    const owned = (yield* load('mergeCounts', OWNER)) !== 0;
    yield* store('mergeCounts', OWNER, 0);
    if (owned) yield* store('mergeCounts', LOCAL, 0);
    const counted = owned ? local : 0;
    const more = this.is('mergeCounts keeps the reference of the queue') ? 0 : extra;
    let seen = yield* load('mergeCounts', SHARED);
    const place = yield* mark();
    while (true) {
      yield* again(place, seen, counted);
      const next = (((seen >> 2) + counted + more) << 2) | STATE_MERGED;
      const old = yield* cmpxchg('mergeCounts', SHARED, seen, next);
      if (old === seen) return next >> 2;
      seen = old;
    }
  }

  *mergeAndDispose(): Steps {
    if ((yield* this.mergeCounts(-1)) === 0) yield* this.dispose();
  }

  *queueMerge(): Steps {
    const owner = yield* load('queueMerge', OWNER);
    if (owner === 0 || owner === this.id || this.is('queueMerge merges while the owner runs')) {
      yield* this.mergeAndDispose();
      return;
    }
    if ((yield* cmpxchg('borrowThread', STATE, DETACHED, BORROWED)) === DETACHED) {
      const left = yield* this.mergeCounts(-1);
      yield* store('giveThread', STATE, DETACHED);
      if (left === 0) yield* this.dispose();
      return;
    }
    yield* rawLock('queueMerge', LOCK);
    if (!this.is('queueMerge does not look whether the owner has exited') && (yield* load('queueMerge', LIVES)) === 0) {
      const left = yield* this.mergeCounts(-1);
      yield* rawUnlock('queueMerge', LOCK);
      if (left === 0) yield* this.dispose();
      return;
    }
    const count = yield* add('queueMerge', QUEUE, 1);
    yield* rawUnlock('queueMerge', LOCK);
    if (count === 0) yield* or('queueMerge', SAFE_POINT, 1);
  }

  *drainMergeQueue(): Steps {
    if ((yield* load('takeQueue', QUEUE)) === 0) return;
    yield* rawLock('takeQueue', LOCK);
    const count = yield* load('takeQueue', QUEUE);
    yield* store('takeQueue', QUEUE, 0);
    yield* rawUnlock('takeQueue', LOCK);
    for (let i = 0; i < count; i++) yield* this.mergeAndDispose();
  }

  /** world.ts `takeSafePoint`, the merge bit. */
  *safePoint(): Steps {
    if ((yield* load('takeSafePoint', SAFE_POINT)) === 0) return;
    yield* and('takeSafePoint', SAFE_POINT, 0);
    yield* this.drainMergeQueue();
  }

  *detach(): Steps {
    yield* store('detachRaw', STATE, DETACHED);
  }

  *attach(): Steps {
    yield* when(
      'attachRaw: cmpxchg STATE',
      (m) => at(m, C.state) === DETACHED,
      (m) => {
        m[C.state] = ATTACHED;
        return 0;
      },
    );
  }

  /** threads.ts `endCounting` and `exitThread`. */
  *exit(): Steps {
    const { id } = this;
    const owner = this;
    if (this.is('the owner exits without draining its queue')) yield* store('closeMergeQueueOf', LIVES, 0);
    else {
      yield* forever(function* () {
        yield* owner.drainMergeQueue();
        yield* rawLock('closeMergeQueueOf', LOCK);
        const empty = (yield* load('closeMergeQueueOf', QUEUE)) === 0;
        if (empty) yield* store('closeMergeQueueOf', LIVES, 0);
        yield* rawUnlock('closeMergeQueueOf', LOCK);
        return empty ? id : undefined;
      });
    }
    yield* this.detach();
    yield* when(
      'forceDetached: cmpxchg STATE',
      (m) => at(m, C.state) === DETACHED,
      (m) => {
        m[C.state] = FREE;
        return 0;
      },
    );
  }

  /** threads.ts `newThread` and `enterThread`: another thread with the owner's id begins. */
  *enterAgain(): Steps {
    yield* when(
      'newThread: free list',
      (m) => at(m, C.state) === FREE,
      () => 0,
    );
    yield* rawLock('openMergeQueue', LOCK);
    yield* store('openMergeQueue', LIVES, 1);
    yield* rawUnlock('openMergeQueue', LOCK);
    yield* store('resetThread', STATE, DETACHED);
    yield* this.attach();
  }

  // ---- dispose.ts, objects.ts, weak.ts

  *dispose(): Steps {
    const finalizes = yield* step('dispose: begin', (m) => {
      if (!at(m, C.alive) || at(m, C.disposing)) violate('dispose: freed twice');
      m[C.disposing] = 1;
      return at(m, C.finalize) && !at(m, C.finalized) ? 1 : 0;
    });
    if (finalizes && (yield* this.finalizeDead())) return;
    const early = this.is('the referent is freed before its weak references are cleared');
    if (early) yield* this.freeObject();
    yield* this.detachWeak();
    if (!early) yield* this.freeObject();
  }

  *finalizeDead(): Steps<boolean> {
    yield* this.setOnly();
    yield* step('callFinalizer: run', (m) => {
      m[C.finalized] = 1;
      m[C.disposing] = 0;
      return 0;
    });
    const dead = yield* this.dropOnly();
    if (!dead) return true;
    yield* step('dispose: goes on', (m) => {
      if (at(m, C.disposing)) violate('dispose: freed twice');
      m[C.disposing] = 1;
      return 0;
    });
    return false;
  }

  *setOnly(): Steps {
    yield* store('setOnly', LOCAL, 1);
    yield* step('setOnly: store SHARED', (m) => {
      m[C.shared] = at(m, C.referent) ? STATE_WEAK : 0;
      return 0;
    });
    yield* store('setOnly', OWNER, this.id);
  }

  *dropOnly(): Steps<boolean> {
    const local = yield* load('dropOnly', LOCAL);
    const mine = (yield* load('dropOnly', OWNER)) === this.id;
    if (
      local === 1 &&
      mine &&
      ((yield* load('dropOnly', SHARED)) === 0 || this.is('dropOnly frees whatever shared says'))
    ) {
      yield* store('dropOnly', LOCAL, 0);
      return true;
    }
    if (mine) {
      yield* store('dropOnly', LOCAL, local - 1);
      if (local !== 1) return false;
      yield* store('dropOnly', OWNER, 0);
      return (yield* this.markMerged('dropOnly', yield* load('dropOnly', SHARED))) >> 2 === 0;
    }
    let seen = yield* load('dropOnly', SHARED);
    const place = yield* mark();
    while (true) {
      yield* again(place, seen);
      if ((seen & 3) !== STATE_MERGED) {
        yield* this.decref();
        return false;
      }
      const old = yield* cmpxchg('dropOnly', SHARED, seen, seen - 4);
      if (old === seen) return seen - 4 === STATE_MERGED;
      seen = old;
    }
  }

  *freeObject(): Steps {
    yield* store('freeObject', LOCAL, 0);
    yield* step('freeObject: store header', (m) => {
      m[C.shared] = STATE_MERGED;
      m[C.owner] = 0;
      m[C.alive] = 0;
      return 0;
    });
  }

  /** objects.ts `newObject`: the block is used again, for an object of this thread. */
  *newObject(): Steps {
    yield* when(
      'newObject: store LOCAL',
      (m) => at(m, C.alive) === 0,
      (m) => {
        m[C.local] = 1;
        m[C.generation] = at(m, C.generation) + 1;
        m[C.disposing] = 0;
        m[C.alive] = 1;
        return 0;
      },
    );
    yield* step('newObject: store header', (m) => {
      m[C.shared] = 0;
      m[C.owner] = this.id;
      return 0;
    });
  }

  *detachWeak(): Steps {
    yield* rawLock('detachWeak', BUCKET);
    yield* store('unlink', REFERENT, 0);
    yield* rawUnlock('detachWeak', BUCKET);
  }

  *weakGet(): Steps<boolean> {
    if ((yield* load('weakGet', REFERENT)) === 0) return false;
    if (this.is('weakGet does not take the lock of the bucket')) return yield* this.tryIncref();
    yield* rawLock('weakGet', BUCKET);
    const alive = (yield* load('weakGet', REFERENT)) !== 0 && (yield* this.tryIncref());
    yield* rawUnlock('weakGet', BUCKET);
    return alive;
  }

  // ---- a slot that others read without its lock (list/core.ts, the counts' view of it)

  /** list/core.ts `listGetFast`: true: the object is held now. */
  *readSlot(): Steps<boolean> {
    if ((yield* load('listGetFast', SLOT)) === 0) return false;
    if (yield* this.tryIncref()) {
      if (this.is('the reader does not look at the slot again')) return true;
      if ((yield* load('listGetFast', SLOT)) !== 0) return true;
      yield* this.decref();
    } else if (this.is('a refused reader goes on without the lock')) {
      yield* this.increfShared();
      return true;
    }
    yield* rawLock('enterLocked', MUTEX);
    const there = (yield* load('getLocked', SLOT)) !== 0;
    if (there) yield* this.increfShared();
    yield* rawUnlock('leaveLocked', MUTEX);
    return there;
  }

  /** list/core.ts `listPop`: true: the slot's reference is the caller's. */
  *takeSlot(): Steps<boolean> {
    yield* rawLock('enterLocked', MUTEX);
    const there = (yield* load('listPop', SLOT)) !== 0;
    if (there && this.is('the writer releases before it clears the slot')) yield* this.decref();
    if (there) yield* store('listPop', SLOT, 0);
    yield* rawUnlock('leaveLocked', MUTEX);
    return there && !this.is('the writer releases before it clears the slot');
  }

  /** list/core.ts `listAppendOwned`. */
  *fillSlot(): Steps {
    yield* rawLock('enterLocked', MUTEX);
    yield* store('listAppendOwned', SLOT, 1);
    yield* rawUnlock('leaveLocked', MUTEX);
  }

  /** The program looks at the object that it holds, then gives its reference back. */
  *useAndDrop(): Steps {
    yield* this.decref(yield* this.use('use'));
  }

  /** The same with what was found through the slot or the weak reference. */
  *useFound(): Steps {
    yield* this.decref(yield* this.use('use what was found', true));
  }

  /** Follows the weak reference and uses what it finds. */
  *follow(): Steps {
    if (yield* this.weakGet()) yield* this.useFound();
  }

  private *use(label: string, found = false): Steps<number> {
    return yield* step(label, (m) => {
      if (!at(m, C.alive)) violate('use after free');
      if (found && at(m, C.first) && at(m, C.generation) !== 1) violate('found an object that was never there');
      return at(m, C.generation);
    });
  }

  /** When the object is dead, its block becomes another object, which others may try to count, for a while. */
  *reuse(): Steps {
    const owner = this;
    yield* forever(function* () {
      yield* owner.safePoint();
      return (yield* step('newObject: cached', (m) => (at(m, C.alive) ? 0 : 1))) ? true : undefined;
    });
    yield* this.newObject();
    yield* this.shareObject();
    yield* this.useAndDrop();
  }
}

function final(memory: Int32Array): void {
  if (at(memory, C.alive)) violate('never freed');
  if (at(memory, C.mergeQueue)) violate('left in a merge queue');
  if (at(memory, C.referent)) violate('a weak reference to a dead object');
}

const OWNED = { shared: 0, owner: 1, alive: 1, generation: 1, state: ATTACHED, m2: 1 } as const;

/** The scenarios: who holds what at the start, and what each does. */
export function countModels(mutation: CountMutation | null): Model[] {
  const thread = (id: number) => new Counts(id, mutation);
  const model = (name: string, values: Partial<typeof C>, ...threads: (() => Steps<unknown>)[]): Model => ({
    name,
    memory: memoryOf(C, { ...OWNED, ...values }),
    threads,
    final,
    watched: COUNT_WATCHED,
  });
  /** Threads 2 and 3 do the same: their ids never get into the memory. */
  const alike = (pair: Model): Model => ({ ...pair, alike: [1, 2] });
  return [
    model(
      'three hold an object that one of them owns',
      { local: 3 },
      function* () {
        const t = thread(1);
        yield* t.useAndDrop();
        yield* t.safePoint();
        yield* t.exit();
      },
      function* () {
        const t = thread(2);
        yield* t.incref();
        yield* t.decref();
        yield* t.useAndDrop();
      },
      () => thread(3).useAndDrop(),
    ),
    model(
      'the owner is away for a while',
      { local: 2 },
      function* () {
        const t = thread(1);
        yield* t.detach();
        yield* t.attach();
        yield* t.incref();
        yield* t.useAndDrop();
        yield* t.safePoint();
        yield* t.decref();
        yield* t.exit();
      },
      () => thread(2).useAndDrop(),
    ),
    model(
      'the owner exits, and another thread gets its id',
      { local: 2 },
      () => thread(1).exit(),
      function* () {
        const t = thread(1);
        yield* t.enterAgain();
        yield* t.incref();
        yield* t.useAndDrop();
        yield* t.decref();
        yield* t.exit();
      },
      () => thread(2).useAndDrop(),
    ),
    alike(
      model(
        'a slot is read without its lock while its owner empties it',
        { local: 1, slot: 1 },
        function* () {
          const t = thread(1);
          if (yield* t.takeSlot()) yield* t.decref();
          yield* t.exit();
        },
        function* () {
          const t = thread(2);
          if (yield* t.readSlot()) yield* t.useFound();
        },
        function* () {
          const t = thread(3);
          if (yield* t.readSlot()) yield* t.useFound();
        },
      ),
    ),
    model(
      'a slot is emptied by another thread; owner and others read it',
      { local: 1, slot: 1 },
      function* () {
        const t = thread(1);
        if (yield* t.readSlot()) yield* t.useFound();
        yield* t.exit();
      },
      function* () {
        const t = thread(2);
        if (yield* t.readSlot()) yield* t.useFound();
      },
      function* () {
        const t = thread(3);
        if (yield* t.takeSlot()) yield* t.decref();
      },
    ),
    model(
      'the block is used again for another object in the same slot',
      { local: 1, slot: 1 },
      function* () {
        const t = thread(1);
        if (yield* t.takeSlot()) yield* t.decref();
        yield* when(
          'newObject: cached',
          (m) => at(m, C.alive) === 0,
          () => 0,
        );
        yield* t.newObject();
        yield* t.fillSlot();
        if (yield* t.takeSlot()) yield* t.decref();
        yield* t.exit();
      },
      function* () {
        const t = thread(2);
        if (yield* t.readSlot()) yield* t.useFound();
      },
    ),
    model(
      'another thread empties the slot, and the block is used again elsewhere',
      { local: 1, slot: 1, first: 1 },
      function* () {
        const t = thread(1);
        yield* t.reuse();
        yield* t.exit();
      },
      function* () {
        const t = thread(2);
        if (yield* t.readSlot()) yield* t.useFound();
      },
      function* () {
        const t = thread(3);
        if (yield* t.takeSlot()) yield* t.decref();
      },
    ),
    model(
      'an object comes back to its owner after it was merged',
      { local: 1, shared: 1 << 2 },
      function* () {
        const t = thread(1);
        yield* t.useAndDrop();
        if (yield* t.readSlot()) {
          yield* t.incref();
          yield* t.decref();
          yield* t.useFound();
        }
        yield* t.safePoint();
        yield* t.exit();
      },
      function* () {
        const t = thread(2);
        yield* t.fillSlot();
        if (yield* t.takeSlot()) yield* t.decref();
      },
    ),
    model(
      'a weak reference is followed while the block is used again',
      { local: 1, shared: STATE_WEAK, referent: 1, first: 1 },
      function* () {
        const t = thread(1);
        yield* t.decref();
        yield* t.reuse();
        yield* t.exit();
      },
      () => thread(2).follow(),
    ),
    model(
      'a thread that does not own it frees the referent, and the block is used again',
      { local: 0, owner: 0, shared: (1 << 2) | STATE_MERGED, referent: 1, first: 1 },
      function* () {
        const t = thread(1);
        yield* t.reuse();
        yield* t.exit();
      },
      () => thread(2).follow(),
      () => thread(3).useAndDrop(),
    ),
    alike(
      model(
        'weak references are followed while the referent dies',
        { local: 1, shared: STATE_WEAK, referent: 1 },
        function* () {
          const t = thread(1);
          yield* t.useAndDrop();
          yield* t.exit();
        },
        () => thread(2).follow(),
        () => thread(3).follow(),
      ),
    ),
    model(
      'a weak reference is made while another thread gives the object back',
      { local: 2 },
      function* () {
        const t = thread(1);
        yield* t.shareObject();
        yield* store('newWeak', REFERENT, 1);
        yield* t.useAndDrop();
        if (yield* t.weakGet()) yield* t.useFound();
        yield* t.exit();
      },
      () => thread(2).useAndDrop(),
    ),
    model(
      'a finalizer runs while a weak reference is followed',
      { local: 1, shared: STATE_WEAK, referent: 1, finalize: 1 },
      function* () {
        const t = thread(1);
        yield* t.useAndDrop();
        yield* t.exit();
      },
      () => thread(2).follow(),
    ),
    model(
      'a thread that does not own the object runs its finalizer',
      { local: 0, owner: 0, shared: (2 << 2) | STATE_MERGED, referent: 1, finalize: 1 },
      function* () {
        const t = thread(1);
        if (yield* t.weakGet()) yield* t.useFound();
        yield* t.exit();
      },
      () => thread(2).useAndDrop(),
      () => thread(3).useAndDrop(),
    ),
  ];
}

// Model of kernel/sync/mutex.ts, park.ts and critical.ts: one-byte mutexes, the parking lot, hand-over, critical sections.
// Time is chance: any wait may have been long enough for a hand-over. Spinning (spin.ts) only tries earlier what lockWaiting
// tries, and is left out.

import { at, cells, cmpxchg, field, forever, load, memoryOf, notify, rawLock, rawUnlock, store } from './atoms.js';
import { choose, type Model, type Steps, step, violate, when } from './explore.js';

export const MUTEX_MUTATIONS = [
  'a waiter does not look at the mutex again before it parks',
  'a waiter does not announce itself',
  'unlock does not look whether others wait',
  'unlock forgets that more of them wait',
  'a mutex that is handed over is freed first',
  'who was handed the mutex takes it again',
  'the futex word is cleared after the thread stands in the queue',
  'an interruption ends the wait for a mutex',
  'sections are kept while waiting',
  'sections are taken again inside the wait',
] as const;
export type MutexMutation = (typeof MUTEX_MUTATIONS)[number];

const THREADS = 3;
const WOKEN = 1;
const HANDED = 2;
const INTERRUPTED = 4;

const C = cells(
  // two mutexes in one bucket: its lock, its queue
  'mutex0',
  'mutex1',
  'bucket',
  'queue0',
  'queue1',
  'queue2',
  // of each thread: the key it is parked on (1 + mutex), its futex word, whether it sleeps there
  'key0',
  'key1',
  'key2',
  'futex0',
  'futex1',
  'futex2',
  'sleeps0',
  'sleeps1',
  'sleeps2',
  // ghosts: who is inside (1 + thread), and what the mutex protects
  'inside0',
  'inside1',
  'value',
  'wanted',
);

const BUCKET = field('bucket', C.bucket);
const mutexAt = (mutex: number) => field('MUTEX', C.mutex0 + mutex);
const BOTH = 4;
const SUSPENDED = 8;

export const MUTEX_WATCHED = new Map([[C.mutex0, 'mutex']]);

class Mutexes {
  /** The critical sections: 1 + mutex, + BOTH for both mutexes, + SUSPENDED. Nobody else looks at them. */
  private readonly sections: number[] = [];
  private readonly kept = () => this.sections.join();

  constructor(
    readonly id: number,
    readonly mutation: MutexMutation | null,
    /** Every wait has been long enough for a hand-over. */
    private readonly slow = false,
  ) {}

  private is(mutation: MutexMutation): boolean {
    return this.mutation === mutation;
  }
  private get futex() {
    return field('FUTEX', C.futex0 + this.id);
  }

  *lockByte(mutex: number): Steps {
    if ((yield* cmpxchg('lockByte', mutexAt(mutex), 0, 1)) !== 0) yield* this.lockWaiting(mutex);
  }

  *unlockByte(mutex: number): Steps {
    const forgets = this.is('unlock does not look whether others wait');
    const seen = yield* step('unlockByte: cmpxchg MUTEX', (m) => {
      m[C.inside0 + mutex] = 0;
      const old = at(m, C.mutex0 + mutex);
      if (old === 1 || forgets) m[C.mutex0 + mutex] = 0;
      return old;
    });
    if (seen !== 1 && !forgets) yield* this.unlockSlow(mutex);
  }

  *lockWaiting(mutex: number): Steps {
    const self = this;
    yield* forever(function* () {
      const value = yield* load('lockWaiting', mutexAt(mutex));
      if (!(value & 1)) {
        return (yield* cmpxchg('lockWaiting', mutexAt(mutex), value, value | 1)) === value ? true : undefined;
      }
      if (!self.is('sections are kept while waiting') && (yield* self.suspendCritical())) return undefined;
      if (!(value & 2) && !self.is('a waiter does not announce itself')) {
        if ((yield* cmpxchg('lockWaiting', mutexAt(mutex), value, 3)) !== value) return undefined;
      }
      const result = yield* self.parkByte(mutex);
      if (self.is('who was handed the mutex takes it again')) return undefined;
      return result === HANDED ? true : undefined;
    }, this.kept);
  }

  /** park.ts `parkByte` and its `wait`. */
  private *parkByte(mutex: number): Steps<number> {
    const self = this;
    yield* rawLock('parkByte', BUCKET);
    if (!this.is('a waiter does not look at the mutex again before it parks')) {
      const value = yield* load('parkByte', mutexAt(mutex));
      if (value !== 3 && !(value === 1 && this.is('a waiter does not announce itself'))) {
        yield* rawUnlock('parkByte', BUCKET);
        return WOKEN;
      }
    }
    const late = this.is('the futex word is cleared after the thread stands in the queue');
    yield* step('wait: store FUTEX, append, rawUnlock bucket', (m) => {
      if (!late) m[C.futex0 + self.id] = 0;
      m[C.key0 + self.id] = 1 + mutex;
      let end = C.queue0;
      while (at(m, end)) end++;
      m[end] = 1 + self.id;
      m[C.bucket] = 0;
      return 0;
    });
    if (late) yield* store('wait', this.futex, 0);
    const value = yield* forever(function* () {
      yield* self.sleep();
      const seen = yield* load('wait', self.futex);
      if (seen === 0) return undefined;
      if (seen !== INTERRUPTED) return seen;
      if (self.is('an interruption ends the wait for a mutex')) return WOKEN;
      yield* rawLock('wait', BUCKET);
      if ((yield* load('wait', self.futex)) === INTERRUPTED) yield* store('wait', self.futex, 0);
      yield* rawUnlock('wait', BUCKET);
      return undefined;
    });
    if (this.is('sections are taken again inside the wait')) yield* this.resumeCritical();
    return value;
  }

  /** sync/futex.ts on the thread's own word. */
  private *sleep(): Steps {
    const { id } = this;
    yield* step('futexWait: wait FUTEX', (m) => {
      if (at(m, C.futex0 + id) === 0) m[C.sleeps0 + id] = 1 + C.futex0 + id;
      return 0;
    });
    yield* when(
      'futexWait: woken',
      (m) => at(m, C.sleeps0 + id) === 0,
      () => 0,
    );
  }

  private *unlockSlow(mutex: number): Steps {
    const found = yield* when(
      'unlockSlow: rawLock bucket, first waiter',
      (m) => at(m, C.bucket) === 0,
      (m) => {
        m[C.bucket] = 1;
        for (let place = C.queue0; place < C.queue0 + THREADS; place++) {
          const t = at(m, place) - 1;
          if (t < 0 || at(m, C.key0 + t) !== 1 + mutex) continue;
          for (let next = place; next < C.queue0 + THREADS; next++)
            m[next] = next + 1 < C.queue0 + THREADS ? at(m, next + 1) : 0;
          let more = 0;
          for (let next = place; next < C.queue0 + THREADS; next++) {
            const other = at(m, next) - 1;
            if (other >= 0 && at(m, C.key0 + other) === 1 + mutex) more = 2;
          }
          return 1 + t + more * 8;
        }
        return 0;
      },
    );
    if (found === 0) {
      yield* store('unlockSlow', mutexAt(mutex), 0);
      yield* rawUnlock('unlockSlow', BUCKET);
      return;
    }
    const t = (found & 15) - 1;
    const more = this.is('unlock forgets that more of them wait') ? 0 : found >> 3;
    const long = this.slow || (yield* choose('unlockSlow: has it waited for long', 2, (_, choice) => choice)) === 1;
    const handed = long && !this.is('a mutex that is handed over is freed first');
    yield* store('unlockSlow', mutexAt(mutex), handed ? 1 | more : more);
    yield* step('wake: store FUTEX', (m) => {
      m[C.key0 + t] = 0;
      m[C.futex0 + t] = long ? HANDED : WOKEN;
      return 0;
    });
    yield* step('wake: notify FUTEX, rawUnlock bucket', (m) => {
      m[C.sleeps0 + t] = 0;
      m[C.bucket] = 0;
      return 0;
    });
  }

  /** threads.ts `interruptThread`. */
  *interrupt(t: number): Steps {
    const futex = field('FUTEX', C.futex0 + t);
    yield* cmpxchg('interruptThread', futex, 0, INTERRUPTED);
    yield* notify('interruptThread', futex, [C.sleeps0 + t]);
  }

  // ---- critical.ts

  *enter(mutex: number): Steps {
    yield* this.lockByte(mutex);
    this.sections.push(1 + mutex);
  }

  *leave(): Steps {
    const entry = this.sections.pop() as number;
    if (!(entry & SUSPENDED)) yield* this.unlockEntry(entry);
    yield* this.resumeCritical();
  }

  *enter2(): Steps {
    const self = this;
    yield* forever(function* () {
      if ((yield* cmpxchg('enter2', mutexAt(0), 0, 1)) !== 0) yield* self.lockWaiting(0);
      if ((yield* cmpxchg('enter2', mutexAt(1), 0, 1)) === 0) return true;
      yield* self.unlockByte(0);
      yield* self.lockWaiting(1);
      if ((yield* cmpxchg('enter2', mutexAt(0), 0, 1)) === 0) return true;
      yield* self.unlockByte(1);
      return undefined;
    }, this.kept);
    this.sections.push(BOTH + 1);
  }

  private *unlockEntry(entry: number): Steps {
    if (entry & BOTH) {
      yield* this.unlockByte(1);
      yield* this.unlockByte(0);
    } else yield* this.unlockByte((entry & 3) - 1);
  }

  /** True: something was held. */
  private *suspendCritical(): Steps<boolean> {
    let held = false;
    for (let i = this.sections.length - 1; i >= 0; i--) {
      const entry = this.sections[i];
      if (entry & SUSPENDED) break;
      held = true;
      this.sections[i] = entry | SUSPENDED;
      yield* this.unlockEntry(entry);
    }
    return held;
  }

  private *resumeCritical(): Steps {
    const top = this.sections.length - 1;
    const entry = this.sections[top];
    if (!(entry & SUSPENDED)) return;
    const self = this;
    yield* forever(function* () {
      yield* self.lockWaiting(entry & BOTH ? 0 : (entry & 3) - 1);
      if (!(entry & BOTH) || (yield* cmpxchg('resumeCritical', mutexAt(1), 0, 1)) === 0) return true;
      yield* self.unlockByte(0);
      yield* self.lockWaiting(1);
      if ((yield* cmpxchg('resumeCritical', mutexAt(0), 0, 1)) === 0) return true;
      yield* self.unlockByte(1);
      return undefined;
    }, this.kept);
    this.sections[top] = entry & ~SUSPENDED;
  }

  // ---- what the programs do inside

  /** Nobody else is inside. */
  *look(mutex: number): Steps {
    const { id } = this;
    yield* step('inside: look', (m) => {
      if (at(m, C.inside0 + mutex)) violate('two threads hold the mutex');
      m[C.inside0 + mutex] = 1 + id;
      return 0;
    });
  }

  /** Reads, then writes one more: two would lose one of the two. */
  *work(mutex: number): Steps {
    const { id } = this;
    const value = yield* step('inside: read', (m) => {
      if (at(m, C.inside0 + mutex)) violate('two threads hold the mutex');
      m[C.inside0 + mutex] = 1 + id;
      return at(m, C.value);
    });
    yield* step('inside: write', (m) => {
      if (at(m, C.inside0 + mutex) !== 1 + id) violate('two threads hold the mutex');
      m[C.value] = value + 1;
      return 0;
    });
  }
}

function final(memory: Int32Array): void {
  if (at(memory, C.value) !== at(memory, C.wanted)) violate('lost update');
  if (at(memory, C.mutex0) & 1 || at(memory, C.mutex1) & 1) violate('left locked');
  if (at(memory, C.queue0)) violate('left in the parking lot');
}

export function mutexModels(mutation: MutexMutation | null): Model[] {
  const model = (name: string, wanted: number, threads: (() => Steps<unknown>)[]): Model => ({
    name,
    memory: memoryOf(C, { wanted }),
    threads,
    final,
    watched: MUTEX_WATCHED,
  });
  const locks = (id: number, times: number) =>
    function* () {
      const t = new Mutexes(id, mutation);
      for (let i = 0; i < times; i++) {
        yield* t.lockByte(0);
        yield* t.work(0);
        yield* t.unlockByte(0);
      }
    };
  return [
    model('two threads take a mutex twice', 4, [locks(0, 2), locks(1, 2)]),
    model('three threads take a mutex', 3, [locks(0, 1), locks(1, 1), locks(2, 1)]),
    model('a waiter is interrupted', 2, [locks(0, 1), locks(1, 1), () => new Mutexes(2, mutation).interrupt(1)]),
    model('two threads nest two sections in both orders, a third wants one', 0, [
      () => nested(new Mutexes(0, mutation, true), 1, 0),
      () => nested(new Mutexes(1, mutation, true), 0, 1),
      function* () {
        const t = new Mutexes(2, mutation, true);
        yield* t.enter(1);
        yield* t.look(1);
        yield* t.leave();
      },
    ]),
    model('one thread takes both mutexes, another nests them the other way', 0, [
      function* () {
        const t = new Mutexes(0, mutation);
        yield* t.enter2();
        yield* t.look(0);
        yield* t.leave();
      },
      () => nested(new Mutexes(1, mutation), 1, 0),
    ]),
  ];
}

function* nested(t: Mutexes, outer: number, inner: number): Steps {
  yield* t.enter(outer);
  yield* t.enter(inner);
  yield* t.look(inner);
  yield* t.leave();
  yield* t.leave();
}

// Model of kernel/sync/world.ts: attach, detach, safe points, loans of detached threads, stop-the-world.

import { and, at, cells, cmpxchg, type Field, field, forever, load, memoryOf, or, store } from './atoms.js';
import { type Model, type Steps, step, violate, when } from './explore.js';

export const WORLD_MUTATIONS = [
  'a thread that attaches does not look for a request',
  'a thread that detaches does not bump the sequence',
  'a thread that stops does not bump the sequence',
  'the stopper reads the sequence after it has looked at the threads',
  'the end of a loan does not wake the thread',
  'the world goes on without waking the stopped',
  'the world goes on without waking those who want to attach',
  'the request is raised after the threads were looked at',
] as const;
export type WorldMutation = (typeof WORLD_MUTATIONS)[number];

const DETACHED = 0;
const ATTACHED = 1;
const STOPPED = 2;
const BORROWED = 4;
const THREADS = 3;

const C = cells(
  'state0',
  'state1',
  'state2',
  'safe0',
  'safe1',
  'safe2',
  'sleeps0',
  'sleeps1',
  'sleeps2',
  'lock',
  'sequence',
  'requested',
  'stopper',
  // ghost: 1 + the thread that has the world for itself
  'master',
);
const SLEEPERS = [C.sleeps0, C.sleeps1, C.sleeps2];
const STATES = ['state0', 'state1', 'state2'] as const;
const stateOf = (t: number) => field('STATE', C.state0 + t);
const safePointOf = (t: number) => field('safePoint', C.safe0 + t);
const LOCK = field('WORLD', C.lock);
const SEQUENCE = field('sequence', C.sequence);
const REQUESTED = field('REQUESTED', C.requested);
const STOPPER = field('stopper', C.stopper);

export const WORLD_WATCHED = new Map(STATES.map((name) => [C[name], 'state'] as const));

function wakeAll(m: Int32Array, f: Field): void {
  for (const sleeper of SLEEPERS) if (at(m, sleeper) === 1 + f.cell) m[sleeper] = 0;
}

/** A store and the wake-up that follows it: nothing of the kernel comes in between. */
function* storeAndWake(where: string, f: Field, value: number, wakes = true): Steps {
  yield* step(`${where}: store ${f.name}, notify`, (m) => {
    m[f.cell] = value;
    if (wakes) wakeAll(m, f);
    return 0;
  });
}

class World {
  constructor(
    readonly id: number,
    readonly mutation: WorldMutation | null,
  ) {}

  private is(mutation: WorldMutation): boolean {
    return this.mutation === mutation;
  }
  private get state() {
    return stateOf(this.id);
  }

  private *wait(f: Field, expected: number): Steps {
    const sleeper = SLEEPERS[this.id];
    yield* step(`futexWait: wait ${f.name}`, (m) => {
      if (at(m, f.cell) === expected) m[sleeper] = 1 + f.cell;
      return 0;
    });
    yield* when(
      'futexWait: woken',
      (m) => at(m, sleeper) === 0,
      () => 0,
    );
  }

  private *bump(): Steps {
    yield* step('bump: add sequence, notify', (m) => {
      m[C.sequence] = (at(m, C.sequence) + 1) & 7;
      wakeAll(m, SEQUENCE);
      return 0;
    });
  }

  private *stopRequested(): Steps<boolean> {
    return (yield* load('stopRequested', REQUESTED)) !== 0 && (yield* load('stopRequested', STOPPER)) !== 1 + this.id;
  }

  *attach(): Steps {
    const self = this;
    yield* forever(function* () {
      const seen = yield* cmpxchg('attachRaw', self.state, DETACHED, ATTACHED);
      if (seen === DETACHED) {
        if (self.is('a thread that attaches does not look for a request') || !(yield* self.stopRequested()))
          return true;
        yield* store('attachRaw', self.state, DETACHED);
        yield* self.bump();
        if (yield* self.stopRequested()) yield* self.wait(REQUESTED, 1);
        return undefined;
      }
      yield* self.wait(self.state, seen);
      return undefined;
    });
  }

  *detach(): Steps {
    yield* store('detachRaw', this.state, DETACHED);
    if (this.is('a thread that detaches does not bump the sequence')) return;
    if (yield* load('detachRaw', REQUESTED)) yield* this.bump();
  }

  /** Borrows thread `t` for a moment, if it is detached. */
  *borrow(t: number): Steps {
    if ((yield* cmpxchg('borrowThread', stateOf(t), DETACHED, BORROWED)) !== DETACHED) return;
    yield* step('mergeCounts: in its place', (m) => {
      if (at(m, C.master)) violate('a thread is borrowed while the world is stopped');
      return 0;
    });
    const wakes = !this.is('the end of a loan does not wake the thread');
    yield* storeAndWake('giveThread', stateOf(t), DETACHED, wakes);
    if (yield* load('giveThread', REQUESTED)) yield* this.bump();
  }

  *stopWorld(): Steps {
    const self = this;
    yield* forever(function* () {
      if ((yield* cmpxchg('stopWorld', LOCK, 0, 1)) === 0) return true;
      yield* self.detach();
      yield* self.wait(LOCK, 1);
      yield* self.attach();
      return undefined;
    });
    yield* store('stopWorld', STOPPER, 1 + this.id);
    const late = this.is('the request is raised after the threads were looked at');
    if (!late) yield* store('stopWorld', REQUESTED, 1);
    yield* forever(function* () {
      const early = self.is('the stopper reads the sequence after it has looked at the threads')
        ? -1
        : yield* load('stopWorld', SEQUENCE);
      let all = true;
      for (let t = 0; t < THREADS; t++) {
        if (t === self.id) continue;
        const seen = yield* cmpxchg('stopWorld', stateOf(t), DETACHED, STOPPED);
        if (seen !== ATTACHED && seen !== BORROWED) continue;
        yield* or('stopWorld', safePointOf(t), 1);
        all = false;
      }
      if (all) return true;
      const sequence = early < 0 ? yield* load('stopWorld', SEQUENCE) : early;
      if (late) yield* store('stopWorld', REQUESTED, 1);
      yield* self.wait(SEQUENCE, sequence);
      return undefined;
    });
    yield* step('stopped: begin', (m) => {
      if (at(m, C.master)) violate('two threads have the world');
      m[C.master] = 1 + this.id;
      return 0;
    });
  }

  *startWorld(): Steps {
    yield* step('startWorld: store REQUESTED', (m) => {
      m[C.master] = 0;
      m[C.requested] = 0;
      return 0;
    });
    const wakes = !this.is('the world goes on without waking those who want to attach');
    yield* step('startWorld: store stopper, notify REQUESTED', (m) => {
      m[C.stopper] = 0;
      if (wakes) wakeAll(m, REQUESTED);
      return 0;
    });
    const wakesStopped = !this.is('the world goes on without waking the stopped');
    for (let t = 0; t < THREADS; t++) {
      if (t === this.id) continue;
      yield* and('startWorld', safePointOf(t), 0);
      yield* step('startWorld: cmpxchg STATE, notify', (m) => {
        if (at(m, C.state0 + t) !== STOPPED) return 0;
        m[C.state0 + t] = DETACHED;
        if (wakesStopped) wakeAll(m, stateOf(t));
        return 1;
      });
    }
    yield* storeAndWake('startWorld', LOCK, 0);
  }

  *safePoint(): Steps {
    if ((yield* load('takeSafePoint', safePointOf(this.id))) === 0) return;
    yield* and('takeSafePoint', safePointOf(this.id), 0);
    yield* this.stopHere();
  }

  private *stopHere(): Steps {
    const self = this;
    if (!(yield* this.stopRequested())) return;
    yield* store('stopHere', this.state, STOPPED);
    if (!this.is('a thread that stops does not bump the sequence')) yield* this.bump();
    if (!(yield* this.stopRequested())) yield* cmpxchg('stopHere', this.state, STOPPED, DETACHED);
    yield* forever(function* () {
      if ((yield* load('stopHere', self.state)) !== STOPPED) return true;
      yield* self.wait(self.state, STOPPED);
      return undefined;
    });
    yield* this.attach();
  }

  /** Touches an object: nobody else may have the world. */
  *touch(): Steps {
    yield* step('touch', (m) => {
      if (at(m, C.master) && at(m, C.master) !== 1 + this.id)
        violate('an object is touched while the world is stopped');
      if (at(m, C.state0 + this.id) !== ATTACHED) violate('an object is touched by a thread that is not attached');
      return 0;
    });
  }
}

function final(memory: Int32Array): void {
  for (const name of STATES) if (at(memory, C[name]) !== DETACHED) violate(`${name} is not detached`);
  if (at(memory, C.requested) || at(memory, C.lock)) violate('the world is still stopped');
}

export function worldModels(mutation: WorldMutation | null): Model[] {
  const model = (name: string, ...threads: ((t: World) => Steps<unknown>)[]): Model => ({
    name,
    memory: memoryOf(C, {}),
    threads: threads.map((program, id) => () => program(new World(id, mutation))),
    final,
    watched: WORLD_WATCHED,
  });
  function* stopper(t: World): Steps {
    yield* t.attach();
    yield* t.stopWorld();
    yield* t.touch();
    yield* t.startWorld();
    yield* t.detach();
  }
  function* worker(t: World): Steps {
    yield* t.attach();
    yield* t.safePoint();
    yield* t.touch();
    yield* t.detach();
  }
  return [
    model('one thread stops the world, one works', stopper, worker),
    model(
      'one thread stops the world twice, one works',
      function* (t) {
        yield* stopper(t);
        yield* stopper(t);
      },
      worker,
    ),
    model('two threads stop the world', stopper, stopper),
    model('two threads stop the world, one comes and goes', stopper, stopper, function* (t) {
      yield* t.attach();
      yield* t.touch();
      yield* t.detach();
    }),
    model(
      'a thread is borrowed while it comes and goes, and another stops the world',
      stopper,
      function* (t) {
        yield* t.attach();
        yield* t.touch();
        yield* t.detach();
      },
      function* (t) {
        yield* t.attach();
        yield* t.borrow(1);
        yield* t.detach();
      },
    ),
  ];
}

// Model of the states of generators (kernel/eval/generators.ts): two threads resume one generator, a third closes it.

import { at, cells, cmpxchg, field, forever, load, memoryOf, store } from './atoms.js';
import { type Model, type Steps, step, violate } from './explore.js';

export const GENERATOR_MUTATIONS = [
  'the generator is claimed by a load and a store',
  'the state is stored before the registers are saved',
  'the generator is looked at after its state is stored',
  'a generator that is done is claimed again',
  'the collector clears a running generator',
] as const;
export type GeneratorMutation = (typeof GENERATOR_MUTATIONS)[number];

export const CREATED = 0;
export const SUSPENDED = 1;
export const RUNNING = 2;
export const DONE = 3;
/** Yields of the body. */
const YIELDS = 2;

const C = cells('state', 'registers', 'saved', 'runner', 'yielded', 'finished', 'cleared');
const STATE = field('state', C.state);
export const GENERATOR_WATCHED = new Map([[C.state, 'state']]);

class Resumption {
  constructor(
    readonly id: number,
    readonly mutation: GeneratorMutation | null,
  ) {}

  private is(mutation: GeneratorMutation): boolean {
    return this.mutation === mutation;
  }

  /** True: the generator is this thread's. */
  private *claim(): Steps<boolean> {
    const self = this;
    const claimed = yield* forever(function* () {
      const state = yield* load('claimShared', STATE);
      if (state === RUNNING || (state === DONE && !self.is('a generator that is done is claimed again'))) return 1;
      if (self.is('the generator is claimed by a load and a store')) {
        yield* store('claimShared', STATE, RUNNING);
        return 2;
      }
      return (yield* cmpxchg('claimShared', STATE, state, RUNNING)) === state ? 2 : undefined;
    });
    return claimed === 2;
  }

  *next(): Steps {
    if (!(yield* this.claim())) return;
    yield* step('place: registers', (m) => {
      if (at(m, C.runner)) violate('two threads run a generator');
      if (at(m, C.cleared)) violate('a cleared generator runs');
      if (!at(m, C.saved)) violate('a generator runs whose registers are not saved');
      m[C.runner] = 1 + this.id;
      m[C.saved] = 0;
      return 0;
    });
    const value = yield* step('body: to the next yield', (m) => {
      if (at(m, C.runner) !== 1 + this.id) violate('two threads run a generator');
      if (at(m, C.finished)) violate('a finished generator runs');
      m[C.registers] = at(m, C.registers) + 1;
      return at(m, C.registers);
    });
    if (value > YIELDS) yield* this.finished();
    else yield* this.yieldValue();
  }

  private *yieldValue(): Steps {
    if (this.is('the state is stored before the registers are saved')) yield* store('yieldValue', STATE, SUSPENDED);
    yield* step('saveRegisters', (m) => {
      m[C.runner] = 0;
      m[C.saved] = 1;
      m[C.yielded] = at(m, C.yielded) + 1;
      return 0;
    });
    if (!this.is('the state is stored before the registers are saved')) yield* store('yieldValue', STATE, SUSPENDED);
    if (!this.is('the generator is looked at after its state is stored')) return;
    yield* step('yieldValue: look', (m) => {
      if (at(m, C.runner) || at(m, C.cleared)) violate('a generator is looked at that another thread has');
      return 0;
    });
  }

  private *finished(): Steps {
    yield* step('finished: registers', (m) => {
      m[C.runner] = 0;
      m[C.finished] = 1;
      return 0;
    });
    yield* store('finished', STATE, DONE);
  }

  /** objects/generator.ts `generator_clear`, and the quick way of generatorClose. */
  *clear(): Steps {
    const state = yield* load('generator_clear', STATE);
    if (state === DONE || (state === RUNNING && !this.is('the collector clears a running generator'))) return;
    if ((yield* cmpxchg('generator_clear', STATE, state, DONE)) !== state) return;
    yield* step('discard', (m) => {
      if (at(m, C.runner)) violate('a running generator is cleared');
      if (at(m, C.cleared)) violate('cleared twice');
      m[C.cleared] = 1;
      return 0;
    });
  }
}

export function generatorModels(mutation: GeneratorMutation | null): Model[] {
  const resumption = (id: number) => new Resumption(id, mutation);
  function* times(t: Resumption, n: number): Steps {
    for (let i = 0; i < n; i++) yield* t.next();
  }
  const model = (name: string, ...threads: (() => Steps<unknown>)[]): Model => ({
    name,
    memory: memoryOf(C, { state: CREATED, saved: 1 }),
    threads,
    watched: GENERATOR_WATCHED,
    final: (m) => {
      if (at(m, C.state) === RUNNING) violate('left running');
      if (at(m, C.yielded) > YIELDS) violate('yields more than once from one place');
      if (at(m, C.registers) !== at(m, C.yielded) + at(m, C.finished)) violate('a yield got lost');
    },
  });
  return [
    model(
      'two threads resume it',
      () => times(resumption(0), 3),
      () => times(resumption(1), 2),
    ),
    model(
      'two threads resume it, a third closes it',
      () => times(resumption(0), 2),
      () => times(resumption(1), 1),
      () => resumption(2).clear(),
    ),
    model(
      'it is closed by two threads while a third resumes it',
      () => times(resumption(0), 2),
      () => resumption(1).clear(),
      () => resumption(2).clear(),
    ),
  ];
}

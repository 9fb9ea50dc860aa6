// A small explicit-state model checker: runs every interleaving of a few threads, one step at a time.
//
// The memory is an array of numbers. A thread is a generator that yields one operation for each atomic access of the
// kernel function it stands for; the operation is a function of the memory alone. What a thread does next follows from
// what its operations returned so far, so that history, numbered, names its local state: states with the same memory and
// the same histories are one state. A loop that starts over says so (`again`), or its histories would never meet.

/** One atomic step. */
interface Operation {
  readonly kind: 'step';
  /** `function: what it does`, with the names of the kernel. */
  readonly label: string;
  /** The step can be done; absent: always. */
  readonly enabled?: (memory: Int32Array) => boolean;
  /** Changes the memory; the value is the step's result. Throws a Violation. */
  readonly apply: (memory: Int32Array, choice: number) => number;
  /** Number of ways in which the step may end (time, chance); `choice` counts them. */
  readonly choices: number;
  /** Nobody waits for this step to happen when the others are done: a service that may stay blocked. */
  readonly background: boolean;
}
interface Mark {
  readonly kind: 'mark';
}
interface Again {
  readonly kind: 'again';
  readonly mark: number;
  readonly locals: string;
}

// biome-ignore lint/suspicious/noExplicitAny: what a yield gives back depends on what was yielded
export type Steps<T = void> = Generator<Operation | Mark | Again, T, any>;

/** The invariant that a step has found broken. */
export class Violation extends Error {}

export function violate(message: string): never {
  throw new Violation(message);
}

/** An atomic step that can always be done. */
export function* step(label: string, apply: (memory: Int32Array) => number): Steps<number> {
  return yield { kind: 'step', label, apply, choices: 1, background: false };
}

/** An atomic step that waits until it is enabled. */
export function* when(
  label: string,
  enabled: (memory: Int32Array) => boolean,
  apply: (memory: Int32Array) => number,
  background = false,
): Steps<number> {
  return yield { kind: 'step', label, enabled, apply, choices: 1, background };
}

/** A step that ends in one of several ways. */
export function* choose(
  label: string,
  choices: number,
  apply: (memory: Int32Array, choice: number) => number,
): Steps<number> {
  return yield { kind: 'step', label, apply, choices, background: false };
}

/** The place to which `again` goes back. */
export function* mark(): Steps<number> {
  return yield { kind: 'mark' };
}

/** The thread's local state is that of the mark, and `locals`. */
export function* again(place: number, ...locals: (number | string)[]): Steps {
  yield { kind: 'again', mark: place, locals: locals.join() };
}

export interface Model {
  readonly name: string;
  /** Memory at the start. */
  readonly memory: Int32Array;
  readonly threads: readonly (() => Steps<unknown>)[];
  /** Looks at every state. Throws a Violation. */
  readonly invariant?: (memory: Int32Array) => void;
  /** Looks at the memory when all threads have ended. */
  readonly final?: (memory: Int32Array) => void;
  /** Cells whose values' changes are gathered: name and cell. */
  readonly watched?: ReadonlyMap<number, string>;
  /** Threads that do the same and whose numbers stand nowhere in the memory: they may change places. */
  readonly alike?: readonly number[];
}

/** A change of a watched cell. */
export interface Transition {
  readonly cell: string;
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

export interface Exploration {
  readonly states: number;
  readonly steps: number;
  /** Every label that was met. */
  readonly labels: ReadonlySet<string>;
  readonly transitions: readonly Transition[];
  /** What went wrong, and the shortest way there; null: nothing. */
  readonly fault: { readonly message: string; readonly trace: readonly string[] } | null;
}

interface History {
  readonly result: number;
  readonly before: History | null;
}

/** A local state of a thread. There is one object for each. */
interface ThreadState {
  readonly key: number;
  readonly history: History | null;
  /** What it does next; null: it has ended. */
  readonly next: Operation | null;
  /** What it is after that gave a result. */
  readonly after: Map<number, ThreadState>;
  /** The generator standing at `next`, until someone takes it. */
  generator: Steps<unknown> | null;
}

interface State {
  readonly memory: Int32Array;
  readonly threads: readonly ThreadState[];
  readonly before: State | null;
  readonly step: string;
}

/** Numbers of local states: the number before, and what came then. */
class Keys {
  private readonly numbers = new Map<string, number>();
  of(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.numbers.size + 1);
    return this.numbers.size;
  }
}

function trace(state: State, last: string): string[] {
  const steps = [last];
  for (let s: State | null = state; s?.before; s = s.before) steps.unshift(s.step);
  return steps;
}

/** Explores all interleavings, nearest states first. `limit`: more states than that are an error of the model. */
export function explore(model: Model, limit = 2_000_000): Exploration {
  const keys = new Keys();
  const labels = new Set<string>();
  const transitions = new Map<string, Transition>();
  let steps = 0;

  const known = new Map<number, ThreadState>();
  const ended: ThreadState = { key: 0, history: null, next: null, after: new Map(), generator: null };

  /** Runs a generator to its next operation. */
  const advance = (generator: Steps<unknown>, key: number, history: History | null, input?: number): ThreadState => {
    let { value, done } = input === undefined ? generator.next() : generator.next(input);
    while (!done) {
      const yielded = value as Operation | Mark | Again;
      if (yielded.kind === 'step') {
        const same = known.get(key);
        if (same) return same;
        const fresh = { key, history, next: yielded, after: new Map(), generator };
        known.set(key, fresh);
        return fresh;
      }
      if (yielded.kind === 'again') key = keys.of(`${yielded.mark}@${yielded.locals}`);
      ({ value, done } = generator.next(key));
    }
    return ended;
  };

  const alike = new Set(model.alike);
  const firstKey = (index: number): number => (alike.has(index) ? -1 : -2 - index);

  /** The generator of a local state, standing at its operation: what it was, run anew, if someone else has taken it. */
  const generatorOf = (index: number, thread: ThreadState): Steps<unknown> => {
    const kept = thread.generator;
    thread.generator = null;
    if (kept !== null) return kept;
    const results: number[] = [];
    for (let h = thread.history; h; h = h.before) results.push(h.result);
    const generator = model.threads[index]();
    let key = firstKey(index);
    const toStep = (input?: number) => {
      let { value } = input === undefined ? generator.next() : generator.next(input);
      while ((value as Operation | Mark | Again).kind !== 'step') {
        const yielded = value as Mark | Again;
        if (yielded.kind === 'again') key = keys.of(`${yielded.mark}@${yielded.locals}`);
        ({ value } = generator.next(key));
      }
    };
    toStep();
    for (const result of results.reverse()) {
      key = keys.of(`${key}:${result}`);
      toStep(result);
    }
    return generator;
  };

  /** The thread after its operation gave `result`. */
  const resume = (index: number, thread: ThreadState, result: number): ThreadState => {
    let next = thread.after.get(result);
    if (next) return next;
    const history = { result, before: thread.history };
    next = advance(generatorOf(index, thread), keys.of(`${thread.key}:${result}`), history, result);
    thread.after.set(result, next);
    return next;
  };

  const nameOf = (memory: Int32Array, threads: readonly ThreadState[]): string => {
    let name = '';
    for (const word of memory) name += String.fromCharCode(word & 0xffff);
    const same: number[] = [];
    for (let i = 0; i < threads.length; i++) {
      if (alike.has(i)) same.push(threads[i].key);
      else name += `,${threads[i].key}`;
    }
    return same.length > 0 ? `${name}|${same.sort()}` : name;
  };

  const start: State = {
    memory: model.memory.slice(),
    threads: model.threads.map((program, index) => advance(program(), firstKey(index), null)),
    before: null,
    step: '',
  };
  const seen = new Set([nameOf(start.memory, start.threads)]);
  const done = (fault: Exploration['fault']): Exploration => ({
    states: seen.size,
    steps,
    labels,
    transitions: [...transitions.values()],
    fault,
  });
  let wave: State[] = [start];
  while (wave.length > 0) {
    const following: State[] = [];
    for (const state of wave) {
      let moved = false;
      for (const [index, thread] of state.threads.entries()) {
        const operation = thread.next;
        if (operation === null || operation.enabled?.(state.memory) === false) continue;
        moved = true;
        labels.add(operation.label);
        for (let choice = 0; choice < operation.choices; choice++) {
          const memory = state.memory.slice();
          const text = `thread ${index}  ${operation.label}`;
          let result: number;
          try {
            result = operation.apply(memory, choice);
            model.invariant?.(memory);
          } catch (error) {
            if (!(error instanceof Violation)) throw error;
            return done({ message: error.message, trace: trace(state, text) });
          }
          steps++;
          for (const [cell, name] of model.watched ?? []) {
            const from = state.memory[cell];
            const to = memory[cell];
            if (from === to) continue;
            const transition = { cell: name, from, to, label: operation.label };
            transitions.set(JSON.stringify(transition), transition);
          }
          const threads = state.threads.slice();
          threads[index] = resume(index, thread, result);
          const name = nameOf(memory, threads);
          if (seen.has(name)) continue;
          seen.add(name);
          if (seen.size > limit) throw new Error(`${model.name}: more than ${limit} states`);
          following.push({ memory, threads, before: state, step: `${text} = ${result}` });
        }
      }
      if (moved) continue;
      const stuck = state.threads.flatMap((t, index) =>
        t.next && !t.next.background ? [`thread ${index} at ${t.next.label}`] : [],
      );
      if (stuck.length > 0)
        return done({ message: `deadlock: ${stuck.join(', ')}`, trace: trace(state, 'nothing can go on') });
      try {
        model.final?.(state.memory);
      } catch (error) {
        if (!(error instanceof Violation)) throw error;
        return done({ message: error.message, trace: trace(state, 'the end') });
      }
    }
    wave = following;
  }
  return done(null);
}

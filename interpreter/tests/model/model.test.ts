// The kernel's protocols, all interleavings of two or three threads; and for each protocol steps gone wrong, which the
// checker must find.

import { describe, expect, it } from 'vitest';
import { ATTRIBUTE_MUTATIONS, attributeModels } from './attributes.js';
import { COUNT_MUTATIONS, countModels } from './counts.js';
import { DICT_MUTATIONS, dictModels } from './dict.js';
import { type Exploration, explore, type Model, type Transition } from './explore.js';
import { GENERATOR_MUTATIONS, generatorModels } from './generators.js';
import { stateTable, unfounded, writtenTable } from './kernel.js';
import { LIST_MUTATIONS, listModels } from './list.js';
import { MUTEX_MUTATIONS, mutexModels } from './mutex.js';
import { WORLD_MUTATIONS, worldModels } from './world.js';

interface Protocol {
  readonly name: string;
  readonly models: (mutation: string | null) => Model[];
  readonly mutations: readonly string[];
  /** File with the state table, and the row of a transition; null: not in the table. */
  readonly table?: { readonly file: string; readonly row: (transition: Transition) => string | null };
}

const THREAD_STATES: Readonly<Record<number, string>> = { 0: 'DETACHED', 1: 'ATTACHED', 2: 'STOPPED', 4: 'BORROWED' };
const GENERATOR_STATES = ['CREATED', 'SUSPENDED', 'RUNNING', 'DONE'];

/** `shared`: state -> state and the change of the count; headers that are written anew are no transitions. */
function sharedRow({ from, to, label }: Transition): string | null {
  if (/^(setOnly|freeObject|newObject):/.test(label)) return null;
  const change = (to >> 2) - (from >> 2);
  const sum = label.startsWith('mergeCounts:') ? 'sum' : change > 0 ? `+${change}` : `${change}`;
  return `${from & 3} -> ${to & 3} ${sum}`;
}

const PROTOCOLS: readonly Protocol[] = [
  {
    name: 'reference counts',
    models: (m) => countModels(m as never),
    mutations: COUNT_MUTATIONS,
    table: { file: 'counting/counts.ts', row: sharedRow },
  },
  {
    name: 'mutexes',
    models: (m) => mutexModels(m as never),
    mutations: MUTEX_MUTATIONS,
    table: { file: 'sync/mutex.ts', row: ({ from, to }) => `${from} -> ${to}` },
  },
  {
    name: 'threads and the world',
    models: (m) => worldModels(m as never),
    mutations: WORLD_MUTATIONS,
    table: { file: 'sync/world.ts', row: ({ from, to }) => `${THREAD_STATES[from]} -> ${THREAD_STATES[to]}` },
  },
  { name: 'reads of lists', models: (m) => listModels(m as never), mutations: LIST_MUTATIONS },
  { name: 'reads of dicts', models: (m) => dictModels(m as never), mutations: DICT_MUTATIONS },
  { name: 'attributes', models: (m) => attributeModels(m as never), mutations: ATTRIBUTE_MUTATIONS },
  {
    name: 'generators',
    models: (m) => generatorModels(m as never),
    mutations: GENERATOR_MUTATIONS,
    table: {
      file: 'eval/generators.ts',
      row: ({ from, to }) => `${GENERATOR_STATES[from]} -> ${GENERATOR_STATES[to]}`,
    },
  },
];

/** What goes wrong in a model, with the way there. */
function shown({ fault }: Exploration): string | null {
  return fault && [fault.message, ...fault.trace].join('\n');
}

for (const { name, models, mutations, table } of PROTOCOLS) {
  describe(name, () => {
    const explorations: Exploration[] = [];
    for (const model of models(null)) {
      it(`holds when ${model.name}`, { timeout: 300_000 }, () => {
        const exploration = explore(model);
        explorations.push(exploration);
        expect(shown(exploration)).toBeNull();
        if (process.env.MODEL_STATES)
          console.log(`${name}: ${model.name}: ${exploration.states} states, ${exploration.steps} steps`);
      });
    }

    it('names functions of the kernel that do what the steps say', () => {
      const labels = new Set(explorations.flatMap((exploration) => [...exploration.labels]));
      expect(labels.size).toBeGreaterThan(5);
      expect(unfounded(labels)).toEqual([]);
    });

    if (table) {
      it(`makes the transitions that ${table.file} lists`, () => {
        const transitions = explorations.flatMap((exploration) => exploration.transitions);
        expect(writtenTable(table.file)).toEqual(stateTable(transitions, table.row));
      });
    }

    for (const mutation of mutations) {
      it(`is broken when ${mutation}`, { timeout: 300_000 }, () => {
        const found = models(mutation).some((model) => explore(model).fault !== null);
        expect(found).toBe(true);
      });
    }
  });
}

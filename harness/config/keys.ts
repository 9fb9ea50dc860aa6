// Every key that gil-lab.toml can have. Validation, the values that options take from the file and the tables of
// docs/configuration.md all come from here.

import { selections } from '../suites.js';
import { filePath, repositoryAddress } from './paths.js';
import {
  commitUrl,
  commitUrls,
  counts,
  flag,
  listOf,
  muted,
  oneOf,
  positive,
  type Read,
  text,
  texts,
  type ValueType,
  whole,
} from './value-types.js';

export interface Key<T> {
  readonly type: ValueType<T>;
  readonly description: string;
  /**
   * The command-line option that the key stands in for, as commander names its value; the option wins where both are
   * given. Keys without one have no option.
   */
  readonly option?: string;
  /** The only command whose option it is, where others use the name for something else. */
  readonly command?: string;
  /** The value without the key, as the documentation puts it. */
  readonly default?: string | number | boolean;
}

type Keys = Readonly<Record<string, Key<unknown>>>;

/** Values of a section's keys, those that the file has. */
export type Values<K extends Keys> = { readonly [name in keyof K]?: Read<K[name]['type']> };

const key = <T>(type: ValueType<T>, rest: Omit<Key<T>, 'type'>): Key<T> => ({ type, ...rest });

const suiteNames = Object.keys(selections) as (keyof typeof selections)[];

export const labKeys = {
  db: key(filePath, { option: 'db', default: 'results/gil-lab.sqlite', description: 'the result store' }),
  site: key(filePath, {
    option: 'out',
    command: 'report',
    default: 'reports/site',
    description: 'where `gil-lab report` writes the site',
  }),
  suite: key(oneOf(suiteNames), {
    option: 'suite',
    default: 'quick',
    description: 'which benchmarks `gil-lab run` measures',
  }),
  suites: key(filePath, {
    option: 'suites',
    description: 'a folder of suites of your own in the place of the built-in ones',
  }),
  builds: key(listOf(text), {
    option: 'build',
    description: "names of the builds that `gil-lab run` measures, in the place of the checkout's own interpreter",
  }),
  cache: key(filePath, { default: '.cache/builds', description: 'the folder that builds are made and kept in' }),
  'build-timeout': key(positive, { default: 120, description: 'most minutes that making one build may take' }),
  workers: key(counts, {
    option: 'workers',
    default: 'powers of two up to the cores',
    description: 'worker counts of threaded benchmarks',
  }),
  blocks: key(whole(1), {
    option: 'blocks',
    default: 4,
    description: 'rounds in which every variant is measured once',
  }),
  values: key(whole(1), { option: 'values', default: 3, description: 'samples in each process' }),
  warmups: key(whole(0), { option: 'warmups', default: 2, description: 'iterations before them that do not count' }),
  turns: key(flag, {
    option: 'turns',
    default: false,
    description: 'run the variants of a benchmark side by side, their samples in turns',
  }),
  processes: key(flag, {
    option: 'processes',
    default: false,
    description: 'run independent work in processes of one worker each, too',
  }),
  'min-time': key(positive, {
    option: 'minTime',
    default: 50,
    description: 'least milliseconds of one sample on the quickest build',
  }),
  scale: key(positive, { option: 'scale', default: 1, description: 'size of the problems' }),
  timeout: key(positive, { option: 'timeout', default: 120, description: 'most seconds that one process may take' }),
  within: key(positive, {
    option: 'within',
    description: 'measure fewer blocks, though at least 2, if all would take longer than so many minutes',
  }),
} as const satisfies Keys;

export const gilModes = ['nogil', 'gil'] as const;

export const buildKeys = {
  python: key(text, {
    description:
      'a command that runs a Python, split at spaces outside of quotes; with `repository`, the path of the built Python inside it',
  }),
  gilpy: key(oneOf(gilModes), {
    default: 'nogil',
    description: "gilpy without or with its GIL: this checkout's, or that of `ref` or `worktree`",
  }),
  variant: key(text, { default: 'release', description: "variant of gilpy's kernel, such as `locked-reads`" }),
  ref: key(text, { description: 'a branch, tag or commit, of this repository or of `repository`' }),
  repository: key(repositoryAddress, { description: 'URL or path of another git repository that holds a Python' }),
  build: key(text, { description: "shell command that builds that Python, run in the repository's folder" }),
  worktree: key(filePath, { description: 'path of a working tree of this repository, built in place as it is' }),
  env: key(texts, { description: 'environment variables that the Python runs with' }),
} as const satisfies Keys;

type BuildKey = keyof typeof buildKeys;

interface BuildShape {
  readonly title: string;
  readonly required: readonly BuildKey[];
  readonly optional: readonly BuildKey[];
}

/** What a build can be, by the key that makes it that; where several fit, the first in this order. */
export const buildShapes = {
  repository: {
    title: 'a ref of another git repository, built by a command',
    required: ['repository', 'ref', 'build', 'python'],
    optional: ['env'],
  },
  worktree: {
    title: 'a working tree of this repository, built in place',
    required: ['worktree'],
    optional: ['gilpy', 'variant', 'env'],
  },
  ref: {
    title: 'a git ref of this repository, built in a folder of its own',
    required: ['ref'],
    optional: ['gilpy', 'variant', 'env'],
  },
  python: { title: 'any Python by its command', required: ['python'], optional: ['env'] },
  gilpy: { title: "this checkout's interpreter", required: ['gilpy'], optional: ['variant', 'env'] },
} as const satisfies Readonly<Partial<Record<BuildKey, BuildShape>>>;

export type BuildShapeName = keyof typeof buildShapes;

export const nightlyKeys = {
  builds: key(listOf(text), { description: 'names of the builds that a night measures, next to the base' }),
  base: key(text, {
    default: 'gilpy',
    description: 'the build that the others are held against, such as that of the main branch; it is measured twice',
  }),
  suite: key(oneOf(suiteNames), { default: 'quick', description: 'which benchmarks a night measures' }),
  publish: key(filePath, {
    default: 'reports/nights',
    description: 'the folder that sites go to, each night in a folder of its own',
  }),
  keep: key(whole(1), { description: 'how many nights stay in that folder, in the place of all' }),
  budget: key(positive, {
    description: 'measure fewer blocks, though at least 2, if all would take longer than so many minutes',
  }),
  threshold: key(positive, {
    default: 3,
    description: 'by how many percent a time may grow; a regression beyond it sets exit code 1',
  }),
  muted: key(listOf(muted), {
    description:
      'regressions that are told and set no exit code; benchmark is its kind and name, such as `single/nbody`',
  }),
} as const satisfies Keys;

export const reportKeys = {
  'commit-url': key(commitUrl, {
    description: 'where a commit of this repository is shown: commits in the site lead there',
  }),
  'commit-urls': key(commitUrls, {
    description: 'the same for builds of other repositories, by their names',
  }),
} as const satisfies Keys;

/** Kept for later forms of `gil-lab nightly`, so that no file that is valid today means something else then. */
export const laterNightlyKeys = ['acknowledged', 'quarantine', 'after'] as const;

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Benchmark, BenchmarkKind } from '../results/records.js';
import { folderHash } from './content-hash.js';
import { inRepository } from './repository.js';

/** A program that speaks runner.py's protocol and takes its options after these of its own. */
export interface RunnerProgram {
  readonly file: string;
  readonly options: readonly string[];
}

/** One of the benchmarks that a script of a pyperformance checkout registers. */
export interface ScriptSource {
  /** Folder of the checkout. */
  readonly checkout: string;
  /** Name of the script in its manifest. */
  readonly script: string;
  /** What the script calls the benchmark. */
  readonly task: string;
}

/** A benchmark as it lies on disk. */
export interface SuiteBenchmark extends Benchmark {
  /** Path of its bench.py. */
  readonly file: string;
  /** What runs that file in the place of runner.py. */
  readonly runner?: RunnerProgram;
  /** Where it comes from, if it is one of a script's benchmarks. */
  readonly source?: ScriptSource;
  /** Names of the builds on which it can be measured; all, if not given. */
  readonly builds?: readonly string[];
  /** Part of the quick suite. */
  readonly quick: boolean;
}

/** A suite or manifest that cannot be used; the message names the file and what is wrong in it. */
export class SuiteError extends Error {
  override readonly name = 'SuiteError';
}

export const suitesFolder = inRepository('suites');

const kinds: readonly BenchmarkKind[] = ['single', 'threads'];

/** The sets of benchmarks that the command line offers. */
export const selections = {
  quick: (benchmark: SuiteBenchmark) => benchmark.quick,
  single: (benchmark: SuiteBenchmark) => benchmark.kind === 'single',
  threads: (benchmark: SuiteBenchmark) => benchmark.kind === 'threads',
  all: () => true,
} as const;

export type Selection = keyof typeof selections;

/** All benchmarks under a folder with one folder for each kind, by kind and name. */
export function discover(folder: string = suitesFolder): SuiteBenchmark[] {
  return kinds.flatMap((kind) => {
    const root = path.join(folder, kind);
    if (!existsSync(root)) return [];
    return readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(path.join(root, entry.name, 'manifest.json')))
      .map((entry) => readBenchmark(path.join(root, entry.name), kind))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  });
}

/** Reads one benchmark's folder. */
export function readBenchmark(folder: string, kind: BenchmarkKind): SuiteBenchmark {
  const manifestFile = path.join(folder, 'manifest.json');
  const manifest = parse(manifestFile);
  const fail = (problem: string): never => {
    throw new SuiteError(`${manifestFile}: ${problem}`);
  };
  const text = (field: string): string => {
    const value = manifest[field];
    return typeof value === 'string' && value !== '' ? value : fail(`"${field}" must be a text that is not empty`);
  };
  const known = ['name', 'title', 'description', 'kind', 'tags', 'quick', 'scaling'];
  for (const field of Object.keys(manifest)) if (!known.includes(field)) fail(`unknown field "${field}"`);
  const name = text('name');
  if (name !== path.basename(folder)) fail(`"name" must be the folder's name, ${path.basename(folder)}`);
  if (text('kind') !== kind) fail(`"kind" must be "${kind}", as the folder above says`);
  const tags = manifest.tags ?? [];
  if (!Array.isArray(tags) || tags.some((tag) => typeof tag !== 'string')) fail('"tags" must be a list of texts');
  if (typeof (manifest.quick ?? false) !== 'boolean') fail('"quick" must be true or false');
  const file = path.join(folder, 'bench.py');
  if (!existsSync(file)) fail('there is no bench.py beside it');
  return {
    kind,
    name,
    title: text('title'),
    description: text('description'),
    tags: tags as string[],
    scaling: kind === 'threads' ? text('scaling') : 'none',
    contentHash: folderHash(folder),
    file,
    quick: manifest.quick === true,
  };
}

function parse(file: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new SuiteError(`${file}: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SuiteError(`${file}: must hold one JSON object`);
  }
  return value as Record<string, unknown>;
}

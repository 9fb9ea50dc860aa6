// What suites and families of benchmarks are called.

import type { Verdict } from '../harness/verdict/verdict.js';
import type { BenchmarkKind } from '../results/records.js';

interface Words {
  readonly title: string;
  readonly meaning: string;
}

/** Families of threaded benchmarks: what their workers share. */
const families: Readonly<Record<string, Words>> = {
  independent: { title: 'Independent work', meaning: 'workers share nothing but code' },
  'shared-read': { title: 'Shared data, read only', meaning: 'workers read the same objects' },
  'shared-write': { title: 'Shared containers', meaning: 'workers write to one dict or list' },
  contended: { title: 'Contended locks', meaning: 'workers take turns at one lock' },
  pipeline: { title: 'Pipelines', meaning: 'workers hand items to each other' },
};

const suites: Readonly<Record<string, Words>> = {
  threads: { title: 'Threads', meaning: 'the same work on several workers at once, from one worker up' },
  single: { title: 'One thread', meaning: 'programs of one thread, where a GIL costs or saves what it does' },
};

/** How a verdict reads where throughput is compared with that of fewer workers. */
export const scalingVerdicts: Readonly<Record<Verdict, string>> = {
  faster: 'more',
  slower: 'less',
  'no difference': 'no difference',
  unknown: 'too few blocks',
};

/** How a verdict over two builds reads. */
export const ratioVerdicts: Readonly<Record<Verdict, string>> = {
  faster: 'faster',
  slower: 'slower',
  'no difference': 'no difference',
  unknown: 'too few blocks',
};

export function familyTitle(family: string): string {
  return families[family]?.title ?? family;
}

export function familyMeaning(family: string): string {
  return families[family]?.meaning ?? 'a family of benchmarks';
}

export function suiteTitle(kind: BenchmarkKind): string {
  return suites[kind]?.title ?? kind;
}

export function suiteMeaning(kind: BenchmarkKind): string {
  return suites[kind]?.meaning ?? 'a suite of benchmarks';
}

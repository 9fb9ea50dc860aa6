// For tests and tools that run the whole program: a suite whose benchmarks take no time worth the name.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const adding = `
def prepare(scale):
    return 100
def run(state, loops):
    return sum(range(state * loops))
def verify(state, loops, result):
    assert result == sum(range(state * loops))
`;

const threaded = `
def prepare(scale):
    return 100
def worker(state, index, workers, loops):
    return sum(range(state * loops))
def verify(state, loops, results):
    assert results == [sum(range(state * loops))] * len(results)
`;

/** Writes a suite of one single-threaded and one threaded benchmark into a folder. */
export function writeTinySuite(folder: string): void {
  writeTinyBenchmark(folder, 'single', 'adding', adding);
  writeTinyBenchmark(folder, 'threads', 'together', threaded);
}

export function writeTinyBenchmark(folder: string, kind: 'single' | 'threads', name: string, program: string): void {
  const place = path.join(folder, kind, name);
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, 'bench.py'), program);
  const manifest = { name, title: name, description: name, kind, tags: [], quick: true };
  const scaling = kind === 'threads' ? { scaling: 'independent' } : {};
  writeFileSync(path.join(place, 'manifest.json'), JSON.stringify({ ...manifest, ...scaling }));
}

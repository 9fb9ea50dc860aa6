// node dist/interpreter/tools/fuzz/main.js [--seed N] [--count N] [--from N] [--every N] [--gil 0|1] [--keep FOLDER]
//                                          [--only N] [--variant NAME] [--show] [--deadline SECONDS]
//
// Changes Python sources in all the ways of mutate.ts and expects an answer or a Python exception, whatever they became:
// no exception of the compiler's own language, no trap of the kernel, no end of the process, no silence of 10 s.
// All mutants go through the compiler; one in --every (default 4, 0: none) is also compiled and, where it can do no
// harm, run by gilpy. What is found is written to --keep (default build/fuzz) with what it was. The same seed and count
// give the same mutants; --only N makes number N again, and with --show prints it. Exit status 1: something was found.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../paths.js';
import { CompilePass } from './compile_pass.js';
import { corpus } from './corpus.js';
import { type Mutant, mutant } from './mutate.js';
import { RunPass } from './run_pass.js';

export interface Finding {
  /** `defect`: a wrong exception or wrong code; `death`: the process or worker ended; `hang`: no answer in time. */
  readonly kind: 'defect' | 'death' | 'hang';
  readonly mutant: Mutant;
  /** Where: in the compiler alone, or in gilpy's `compile` or `run`. */
  readonly phase: string;
  readonly detail: string;
}

export interface FuzzRequest {
  readonly seed: number;
  readonly from: number;
  readonly count: number;
  /** One mutant in so many goes to gilpy; 0: none. */
  readonly every: number;
  readonly gil: string;
  readonly variant: string;
  /** How long a mutant may take. */
  readonly deadlineMs: number;
}

export interface FuzzResult {
  readonly findings: readonly Finding[];
  /** How many mutants ended in which way, in the compiler and in gilpy. */
  readonly outcomes: ReadonlyMap<string, number>;
}

/** Examines mutants one after the other. */
export async function fuzz(request: FuzzRequest, onFinding: (finding: Finding) => void): Promise<FuzzResult> {
  const sources = corpus();
  const compiling = new CompilePass(request.deadlineMs);
  const gilpy = path.join(root, 'dist', 'interpreter', 'host', 'gilpy.js');
  const running = new RunPass({
    python: [process.execPath, gilpy, '-X', `gil=${request.gil}`],
    environment: { GILPY_VARIANT: request.variant },
    deadlineMs: request.deadlineMs,
  });
  const findings: Finding[] = [];
  const outcomes = new Map<string, number>();
  const note = (where: string, { outcome, finding }: { outcome: string; finding: Finding | null }) => {
    const key = `${where} ${outcome}`;
    outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
    if (!finding) return;
    findings.push(finding);
    onFinding(finding);
  };
  try {
    for (let index = request.from; index < request.from + request.count; index++) {
      const changed = mutant(sources, request.seed, index);
      note('compiler', await compiling.examine(changed));
      if (request.every && index % request.every === 0) note('gilpy', await running.examine(changed));
    }
  } finally {
    await compiling.close();
    running.close();
  }
  return { findings, outcomes };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '1000' },
      from: { type: 'string', default: '0' },
      every: { type: 'string', default: '4' },
      gil: { type: 'string', default: '0' },
      variant: { type: 'string', default: 'release' },
      deadline: { type: 'string', default: '10' },
      keep: { type: 'string', default: path.join(root, 'build', 'fuzz') },
      only: { type: 'string' },
      show: { type: 'boolean', default: false },
    },
  });
  const seed = Number(values.seed);
  if (values.only !== undefined && values.show) {
    process.stdout.write(mutant(corpus(), seed, Number(values.only)).bytes);
    return;
  }
  const request = {
    ...{ seed, gil: values.gil, variant: values.variant, deadlineMs: 1000 * Number(values.deadline) },
    from: Number(values.only ?? values.from),
    count: values.only === undefined ? Number(values.count) : 1,
    every: values.only === undefined ? Number(values.every) : 1,
  };
  const started = performance.now();
  const { findings, outcomes } = await fuzz(request, (finding) => keep(finding, seed, values.keep));
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const table = [...outcomes].sort(([, a], [, b]) => b - a).map(([name, times]) => `  ${times} ${name}`);
  console.log(
    `${request.count} mutants of seed ${seed} in ${seconds} s, ${findings.length} findings\n${table.join('\n')}`,
  );
  if (findings.length) process.exitCode = 1;
}

/** Writes a finding down and says so. */
function keep({ kind, mutant: bad, phase, detail }: Finding, seed: number, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${kind}-${seed}-${bad.index}.py`);
  writeFileSync(file, bad.bytes);
  console.log(`${kind} in ${phase}: ${file} (${bad.origin}; ${bad.mode}${bad.asText ? ', text' : ''})\n${detail}\n`);
}

if (process.argv[1]?.endsWith(path.join('fuzz', 'main.js'))) await main();

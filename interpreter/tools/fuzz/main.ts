// Changes Python sources in all the ways of mutate.ts and expects an answer or a Python exception, whatever they became:
// no exception of the compiler's own language, no trap of the kernel, no end of the process, no silence of 10 s.
// All mutants go through the compiler; some are also compiled and, where it can do no harm, run by gilpy. What is found
// is written down with what it was. `npm run fuzz -- --help` tells the options.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command, Option } from 'commander';
import { wholeNumber } from '../option_values.js';
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

interface FuzzOptions extends Omit<FuzzRequest, 'deadlineMs'> {
  readonly only?: number;
  readonly show?: boolean;
  /** Seconds. */
  readonly deadline: number;
  readonly keep: string;
}

async function main(): Promise<void> {
  const options = new Command('fuzz')
    .description(
      'Change Python sources in many ways and expect an answer or a Python exception, whatever they became. Exit status 1: something was found.',
    )
    .option('--seed <n>', 'the same seed gives the same mutants', wholeNumber(0), 1)
    .option('--count <n>', 'how many mutants', wholeNumber(1), 1000)
    .option('--from <n>', 'number of the first', wholeNumber(0), 0)
    .option('--every <n>', 'one mutant in so many goes to gilpy too; 0: none', wholeNumber(0), 4)
    .option('--only <n>', 'make this one again and examine nothing else', wholeNumber(0))
    .option('--show', 'print the mutant of --only and examine nothing')
    .addOption(new Option('--gil <0|1>', 'with the GIL, or without').choices(['0', '1']).default('0'))
    .option('--variant <name>', 'variant of the kernel', 'release')
    .option('--deadline <seconds>', 'time for one mutant', wholeNumber(1), 10)
    .option('--keep <folder>', 'where findings are written', path.join(root, 'build', 'fuzz'))
    .parse()
    .opts<FuzzOptions>();
  const { seed, only, gil, variant } = options;
  if (only !== undefined && options.show) {
    process.stdout.write(mutant(corpus(), seed, only).bytes);
    return;
  }
  const chosen = only === undefined ? options : { from: only, count: 1, every: 1 };
  const request = {
    ...{ seed, gil, variant, deadlineMs: 1000 * options.deadline },
    ...{ from: chosen.from, count: chosen.count, every: chosen.every },
  };
  const started = performance.now();
  const { findings, outcomes } = await fuzz(request, (finding) => keep(finding, seed, options.keep));
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

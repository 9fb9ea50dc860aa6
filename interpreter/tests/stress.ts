// npm run stress: the programs with threads, many times over, on a variant of the kernel, with a heap check after each.

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Command, Option } from 'commander';
import { root } from '../host/kernel.js';
import { FATAL } from '../host/python_process.js';
import { wholeNumber } from '../tools/option_values.js';
import { expectation, readKnownFailures } from './expectations.js';

const folder = path.join(root, 'interpreter', 'tests');
const gilpy = path.join(root, 'dist', 'interpreter', 'host', 'gilpy.js');

/** Runs the program as __main__, then checks the heap. */
const WRAPPER = `
import sys
sys.argv = sys.argv[1:]
__file__ = sys.argv[0]
exec(compile(open(__file__, 'rb').read(), __file__, 'exec'))
import gil_lab
gil_lab.check_heap()
`;

interface Options {
  readonly times: number;
  readonly variant: string;
  readonly gil: string;
  readonly limit: number;
  /** Rounds with the seeded scheduler instead, one for each seed. */
  readonly seeds: number;
  readonly firstSeed: number;
}

/** What is wrong with one run; null: nothing. */
function fault(program: string, options: Options, seed: number | null): string | null {
  const { lines, error } = expectation(readFileSync(path.join(folder, program), 'utf8'));
  const checked = error === null ? ['-c', WRAPPER] : [];
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [gilpy, '-X', seed === null ? `gil=${options.gil}` : `schedule=${seed}`, ...checked, path.join(folder, program)],
    {
      timeout: options.limit * 1000,
      killSignal: 'SIGKILL',
      encoding: 'utf8',
      maxBuffer: 1 << 24,
      env: { ...process.env, GILPY_VARIANT: options.variant },
    },
  );
  if (signal !== null) return `ended by ${signal} after at most ${options.limit} s`;
  const printed = stdout.split('\n').slice(0, -1);
  const wrong = lines.findIndex((line, i) => printed[i] !== line);
  const last = stderr.trimEnd().split('\n').at(-1);
  if (error !== null) return last === error ? null : `error '${last}' instead of '${error}'`;
  // a dead kernel tells its whole stack
  if (status === FATAL) return `status ${status}: ${stderr.trimEnd()}`;
  if (status !== 0) return `status ${status}: ${last}`;
  if (wrong >= 0 || printed.length !== lines.length) return `printed '${printed[wrong]}' instead of '${lines[wrong]}'`;
  return null;
}

const options = new Command('stress')
  .description('Run the programs with threads many times, with a heap check after each.')
  .argument('[filter]', 'only programs whose name contains this', '')
  .option('--times <n>', 'rounds', wholeNumber(1), 20)
  .option('--variant <name>', 'variant of the kernel', 'release')
  .addOption(new Option('--gil <0|1>', 'with the GIL, or without').choices(['0', '1']).default('0'))
  .option('--limit <seconds>', 'time for one run', wholeNumber(1), 120)
  .option('--seeds <n>', 'with the GIL and the seeded scheduler, once with each of n seeds', wholeNumber(0), 0)
  .option('--first-seed <seed>', 'the first of them', wholeNumber(0), 1)
  .parse();

const { failing, unstable } = readKnownFailures(readFileSync(path.join(folder, 'known-failures.txt'), 'utf8'));
const programs = readdirSync(path.join(folder, 'threads'))
  .filter((name) => name.endsWith('.py') && name.includes(options.args[0] ?? ''))
  .map((name) => `threads/${name}`)
  .filter((name) => !failing.has(name) && !unstable.has(name));
let passed = 0;
let failed = 0;
const { times, seeds, firstSeed } = options.opts<Options>();
for (let round = 1; round <= (seeds || times); round++) {
  const seed = seeds ? firstSeed + round - 1 : null;
  for (const program of programs) {
    const wrong = fault(program, options.opts<Options>(), seed);
    if (wrong === null) passed++;
    else {
      failed++;
      process.stdout.write(`${seed === null ? `round ${round}` : `-X schedule=${seed}`}: ${program}: ${wrong}\n`);
    }
  }
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

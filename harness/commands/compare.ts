import { type Command, InvalidArgumentError, Option } from 'commander';
import { openDatabase } from '../../results/database.js';
import { compareSides, failures } from '../verdict/comparison.js';
import { toMarkdown, toText } from '../verdict/comparison-text.js';
import { storedFloors } from '../verdict/history.js';
import { findSides } from '../verdict/sides.js';
import { defaultRate } from '../verdict/verdict.js';
import { defaultDatabase, wholeNumber } from './options.js';

const formats = ['text', 'markdown', 'json'] as const;

interface CompareOptions {
  readonly db: string;
  readonly run?: number;
  readonly format: (typeof formats)[number];
  readonly json?: boolean;
  readonly failAbove?: number;
  readonly rate: number;
  readonly why?: boolean;
}

export function addCompareCommand(
  program: Command,
  print: (text: string) => void = (text) => process.stdout.write(text),
): void {
  program
    .command('compare <base> <other...>')
    .description('ratios of builds to a base, above 1 where they are faster, with verdicts')
    .option('--run <id>', 'take builds from this run (default: the newest that has them all)', wholeNumber(1))
    .option('--db <file>', 'result store', defaultDatabase)
    .addOption(new Option('--format <name>', 'how to print it').choices(formats).default('text'))
    .option('--json', 'the same as --format json')
    .option('--fail-above <share>', 'exit code 1 if a build is slower by more than this, such as 3%', share)
    .option('--rate <share>', 'share of false ones among the changes that are reported', share, defaultRate)
    .option('--why', 'give the reasons for each verdict')
    .addHelpText('after', '\nA build of a certain run is RUN:BUILD, such as 12:gilpy.')
    .action((base: string, others: string[], options: CompareOptions) => {
      process.exitCode = compare(base, others, options, print);
    });
}

/** Exit codes: 0 all well, 1 a build is slower than the threshold allows. */
function compare(
  base: string,
  others: readonly string[],
  options: CompareOptions,
  print: (text: string) => void,
): number {
  const connection = openDatabase(options.db, { readonly: true });
  try {
    const [baseSide, ...sides] = findSides(connection, [base, ...others], options.run ?? null);
    const machine = baseSide.data.machine.fingerprint;
    const judged = [...new Set([baseSide, ...sides].map(({ data }) => data.run.id))];
    const floors = storedFloors(connection, machine, judged);
    const compared = compareSides(baseSide, sides, floors, options.rate);
    const failAbove = options.failAbove ?? null;
    const failed = failAbove === null ? [] : failures(compared.ratios, failAbove);
    const format = options.json ? 'json' : options.format;
    const text = { failAbove, why: options.why ?? false };
    print(
      format === 'json'
        ? `${JSON.stringify({ ...compared, failAbove, failures: failed })}\n`
        : format === 'markdown'
          ? toMarkdown(compared, text)
          : toText(compared, text),
    );
    return failed.length ? 1 : 0;
  } finally {
    connection.close();
  }
}

/** "3%" is 0.03. */
export function share(text: string): number {
  const match = /^(\d+(?:\.\d+)?)%$/.exec(text.trim());
  const value = match ? Number(match[1]) / 100 : Number.NaN;
  if (!(value > 0 && value < 1))
    throw new InvalidArgumentError('It must be a share above 0% and below 100%, such as 3%.');
  return value;
}

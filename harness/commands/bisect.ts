import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { Store } from '../../results/store.js';
import { bisect, inWords } from '../bisect/bisection.js';
import { isAncestor, titleOf } from '../bisect/commits.js';
import { Trials } from '../bisect/trials.js';
import { BuildCache, type Workshop } from '../builds/cache.js';
import { findBuild, namedBuilds, workshop } from '../builds/catalogue.js';
import { commitOf } from '../builds/git.js';
import { fetchRef, noSuchRef } from '../builds/mirror.js';
import { type BuildSpecification, fromRef, type RefSpecification } from '../builds/specification.js';
import { Interrupted } from '../builds/step.js';
import { BuildError } from '../builds.js';
import { configurationOf } from '../config/command-line.js';
import type { Configuration } from '../config/configuration.js';
import { describeMachine } from '../environment.js';
import { didYouMean } from '../nearest.js';
import { terminalProgress } from '../progress.js';
import { discover, type SuiteBenchmark, SuiteError } from '../suites.js';
import { share } from './compare.js';
import { positiveNumber, wholeNumber } from './options.js';
import { describe, instruments, interruptible } from './run.js';

interface BisectOptions {
  readonly benchmark: string;
  readonly of?: string;
  readonly threads: number;
  readonly threshold?: number;
  readonly confidence: number;
  readonly mostBlocks: number;
  readonly budget?: number;
  readonly firstParent?: boolean;
  readonly suites?: string;
  readonly values: number;
  readonly warmups: number;
  readonly minTime: number;
  readonly scale: number;
  readonly timeout: number;
  readonly store?: string;
  readonly json?: boolean;
}

export function addBisectCommand(program: Command): void {
  program
    .command('bisect <good> <bad>')
    .description('find the commit between two that made a benchmark slower, by git bisection with measured confidence')
    .requiredOption('--benchmark <kind/name>', 'the benchmark, such as single/nbody')
    .option('--of <build>', 'a build of gil-lab.toml whose ref the commits take the place of (default: gilpy)')
    .option('--threads <n>', 'workers of a threaded benchmark', wholeNumber(1), 1)
    .option(
      '--threshold <share>',
      'how much longer than the good end a slow commit takes, such as 3% (default: half as much as the bad end)',
      share,
    )
    .option('--confidence <share>', 'probability with which the result is to be right', share, 0.95)
    .option('--most-blocks <n>', 'blocks of a commit after which it counts as undecided', wholeNumber(2), 64)
    .option('--budget <minutes>', 'measure nothing more after so long, and tell the range that is left', positiveNumber)
    .option('--first-parent', 'of merges look at the merge alone')
    .option('--suites <folder>', 'a folder of suites of your own in the place of the built-in ones')
    .option('--values <n>', 'samples in each process', wholeNumber(1), 3)
    .option('--warmups <n>', 'iterations before them that do not count', wholeNumber(0), 2)
    .option('--min-time <ms>', 'least time of one sample on the quicker build', positiveNumber, 50)
    .option('--scale <factor>', 'size of the problem', positiveNumber, 1)
    .option('--timeout <s>', 'time limit of one process', positiveNumber, 120)
    .option('--store <file>', 'where its samples go (default: bisect.sqlite beside the builds)')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nThe same command once more goes on where it was broken off: nothing is measured twice.')
    .action(async (good: string, bad: string, options: BisectOptions, command: Command) => {
      const progress = terminalProgress(process.stderr);
      const signal = interruptible(progress);
      const configuration = configurationOf(command);
      const place = workshop(configuration, progress.note, signal);
      try {
        const { specification, repository, ends } = await history(good, bad, options, configuration, place);
        const file = options.store ?? path.join(place.cache, 'bisect.sqlite');
        mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
        const store = Store.open(file);
        try {
          const { workers, benchmark } = subject(options);
          const { values, warmups, scale } = options;
          const limits = { minTimeMs: options.minTime, timeoutMs: options.timeout * 1000 };
          const settings = { benchmark, workers, effort: { values, warmups, scale, ...limits } };
          const trials = new Trials(store, { ...settings, machine: describeMachine() }, instruments(progress, signal));
          const { threshold, budget, confidence, mostBlocks, firstParent = false } = options;
          const result = await bisect(
            {
              ...{ specification, repository, ...ends, firstParent, confidence, mostBlocks },
              threshold: threshold === undefined ? null : 1 + threshold,
              budgetMs: budget === undefined ? null : budget * 60_000,
            },
            { workshop: place, trials, describe, now: () => performance.now() },
          );
          progress.end();
          const title = (commit: string) => titleOf(repository, commit);
          const output = () =>
            JSON.stringify({
              ...result,
              benchmark: options.benchmark,
              workers,
              title: result.first && title(result.first),
              store: file,
            });
          process.stdout.write(
            options.json ? `${output()}\n` : `${options.benchmark}: ${inWords(result, title)}samples: ${file}\n`,
          );
          process.exitCode = result.outcome === 'found' ? 0 : 1;
        } finally {
          store.close();
        }
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error;
        progress.note('the same command goes on where this one stopped');
        process.exit(130);
      }
    });
}

function subject({ benchmark: wanted, suites, threads }: BisectOptions): {
  benchmark: SuiteBenchmark;
  workers: number;
} {
  const all = discover(suites);
  const nameOf = ({ kind, name }: SuiteBenchmark) => `${kind}/${name}`;
  const benchmark = all.find((one) => nameOf(one) === wanted);
  if (!benchmark) {
    const hint = didYouMean(wanted, all.map(nameOf)) || '; `gil-lab list` shows them';
    throw new SuiteError(`there is no benchmark ${wanted}${hint}`);
  }
  if (threads > 1 && benchmark.kind === 'single') throw new SuiteError(`${wanted} has one thread: leave out --threads`);
  return { benchmark, workers: threads };
}

/** The commits of both ends, in the repository that has them. */
async function history(
  good: string,
  bad: string,
  { of }: BisectOptions,
  configuration: Configuration,
  place: Workshop,
) {
  const named = of === undefined ? fromRef('HEAD') : findBuild(of, namedBuilds(configuration));
  const specification = ofCommits(named);
  let repository = place.repository;
  if (specification.shape === 'repository') {
    const { address } = specification;
    ({ mirror: repository } = await fetchRef(address, bad, new BuildCache(place), place));
  }
  const resolve = (ref: string) => {
    const commit = commitOf(repository, ref);
    if (commit === null) {
      const where = specification.shape === 'repository' ? specification.address : 'this repository';
      throw new BuildError(noSuchRef(ref, where, repository));
    }
    return commit;
  };
  const ends = { good: resolve(good), bad: resolve(bad) };
  if (ends.good === ends.bad) throw new BuildError(`${good} and ${bad} are the same commit`);
  if (!isAncestor(repository, ends.good, ends.bad)) {
    throw new BuildError(`${good} is no ancestor of ${bad}: nothing lies between them`);
  }
  return { specification, repository, ends };
}

/** A build whose ref others can take the place of; the checkout's own interpreter is one of its repository's commits. */
function ofCommits(named: BuildSpecification) {
  if (named.shape === 'ref' || named.shape === 'repository') return named;
  if (named.shape !== 'gilpy') {
    throw new BuildError(`${named.name} has no git ref that commits could take the place of: name one with "ref"`);
  }
  const { gil, variant, environment } = named;
  return { ...fromRef('HEAD'), gil, variant, environment } satisfies RefSpecification;
}

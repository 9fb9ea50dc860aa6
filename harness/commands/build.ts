import type { Command } from 'commander';
import { counted } from '../../results/format.js';
import type { Build } from '../../results/records.js';
import { BuildCache, type CacheListing, type Workshop } from '../builds/cache.js';
import { findBuildOrRef, namedBuilds, workshop } from '../builds/catalogue.js';
import { keysOf, type MadeBuild, makeBuild } from '../builds/make.js';
import { pruneMirrors } from '../builds/mirror.js';
import { type BuildSpecification, inWords } from '../builds/specification.js';
import { Interrupted } from '../builds/step.js';
import { BuildError, describeBuild } from '../builds.js';
import { configurationOf } from '../config/command-line.js';
import { systemExecutor } from '../executor.js';
import { formatDuration } from '../progress.js';
import { textTable } from '../text-table.js';
import { positiveNumber } from './options.js';

interface BuildCommandOptions {
  readonly list?: boolean;
  readonly prune?: boolean;
  readonly unused?: number;
  readonly json?: boolean;
}

/** A build that was made and has said what it is, or why there is none. */
interface Outcome {
  readonly specification: BuildSpecification;
  readonly made?: MadeBuild;
  readonly build?: Build;
  readonly problem?: string;
}

const describeTimeoutMs = 60_000;

/** Without a configuration every build would be one that no name asks for. */
const nothingToKeep =
  'there is no gil-lab.toml whose builds would stay: name one with --config, or say --unused DAYS to remove what nothing asked for in so long';

export function addBuildCommand(program: Command): void {
  program
    .command('build [builds...]')
    .description(
      'make builds (names from gil-lab.toml, git refs, NAME=ref:REF ...; default: all names) and say what they are',
    )
    .option('--list', 'show the builds that are kept, and the names that there are')
    .option('--prune', 'remove the builds that no name of the configuration asks for')
    .option('--unused <days>', 'with --prune: only those that nothing asked for in so many days', positiveNumber)
    .option('--json', 'print as JSON')
    .action(async (texts: readonly string[], options: BuildCommandOptions, command: Command) => {
      const configuration = configurationOf(command);
      const named = namedBuilds(configuration);
      const note = (text: string) => process.stderr.write(`${text}\n`);
      if (options.unused !== undefined && !options.prune) throw new BuildError('--unused goes with --prune');
      if (options.list || options.prune) {
        if (texts.length) throw new BuildError(`${options.list ? '--list' : '--prune'} takes no builds`);
        const place = workshop(configuration, note);
        if (options.prune) {
          if (configuration.file === null && options.unused === undefined) throw new BuildError(nothingToKeep);
          await prune(named, place, options);
        } else list(named, place, options);
        return;
      }
      const stop = new AbortController();
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        process.on(signal, () => (stop.signal.aborted ? process.exit(130) : stop.abort()));
      }
      const place = workshop(configuration, note, stop.signal);
      const wanted = texts.length
        ? texts.map((text) => findBuildOrRef(text, named, place.repository))
        : named.filter((specification) => configuration.builds.has(specification.name));
      if (!wanted.length) throw new BuildError('name a build or a git ref: there is no gil-lab.toml that names builds');
      process.exitCode = await build(wanted, place, options);
      // It may still be in the queue for a lock.
      if (stop.signal.aborted) process.exit();
    });
}

/** Makes all that can be made; exit code 1 when one could not, 130 after an interruption. */
async function build(
  wanted: readonly BuildSpecification[],
  place: Workshop,
  { json }: BuildCommandOptions,
): Promise<number> {
  const outcomes: Outcome[] = [];
  for (const specification of wanted) {
    const started = performance.now();
    try {
      const made = await makeBuild(specification, place);
      const description = await describeBuild(made.request, systemExecutor, describeTimeoutMs);
      outcomes.push({ specification, made, build: description });
      const took = made.how === 'built' ? ` in ${formatDuration(performance.now() - started)}` : '';
      place.note(`${specification.name}: ${made.how}${took}`);
    } catch (error) {
      if (place.signal.aborted || error instanceof Interrupted) {
        place.note('interrupted: whole builds are kept, what was being made is not');
        return 130;
      }
      if (!(error instanceof BuildError)) throw error;
      outcomes.push({ specification, problem: error.message });
      place.note(`gil-lab: ${error.message}`);
    }
  }
  process.stdout.write(json ? `${JSON.stringify(outcomes.map(toOutput))}\n` : `${table(outcomes)}\n`);
  return outcomes.some((outcome) => outcome.problem !== undefined) ? 1 : 0;
}

function toOutput({ specification, made, build, problem }: Outcome) {
  const { name, shape } = specification;
  return {
    name,
    shape,
    how: made?.how ?? 'failed',
    key: made?.key ?? null,
    problem: problem ?? null,
    build: build ?? null,
  };
}

function table(outcomes: readonly Outcome[]): string {
  const columns = ['build', 'state', 'Python', 'GIL', 'revision', 'compiler'].map((title) => ({ title }));
  const rows = outcomes.map(({ specification, made, build }) => [
    specification.name,
    made?.how ?? 'failed',
    build ? `${build.implementation} ${build.version}` : '',
    build?.gil ?? '',
    build?.revision?.replace(/^([0-9a-f]{10})[0-9a-f]*/, '$1') ?? '',
    String(build?.details.compiler ?? ''),
  ]);
  return textTable(columns, rows);
}

function list(named: readonly BuildSpecification[], place: Workshop, { json }: BuildCommandOptions): void {
  const kept = new BuildCache(place).list();
  const uses = new Map(named.map((specification) => [specification.name, keysOf(specification, place)]));
  const names = (key: string) => [...uses].filter(([, keys]) => keys.includes(key)).map(([name]) => name);
  if (json) {
    const builds = kept.map(({ key, entry, usedAt }) => ({ key, names: names(key), usedAt, entry }));
    const configured = named.map((specification) => ({ ...specification, what: inWords(specification) }));
    process.stdout.write(`${JSON.stringify({ cache: place.cache, names: configured, builds })}\n`);
    return;
  }
  const nameColumns = ['name', 'what it is', 'kept as'].map((title) => ({ title }));
  const nameRows = named.map((specification) => {
    const keys = uses.get(specification.name)!.filter((key) => kept.some((one) => one.key === key && one.entry));
    return [specification.name, inWords(specification), keys.join(', ')];
  });
  const keptColumns = [
    ...['key', 'what it was made of', 'parts'].map((title) => ({ title })),
    { title: 'MiB', align: 'right' as const },
    ...['built', 'last used'].map((title) => ({ title })),
  ];
  process.stdout.write(`${textTable(nameColumns, nameRows)}\n\nin ${place.cache}:\n`);
  process.stdout.write(kept.length ? `${textTable(keptColumns, kept.map(keptRow))}\n` : 'nothing\n');
}

function keptRow({ key, entry, usedAt }: CacheListing): string[] {
  const day = (time: string) => time.slice(0, 16).replace('T', ' ');
  const used = day(usedAt.toISOString());
  if (!entry) return [key, 'not whole', '', '', '', used];
  const { title, parts, bytes, builtAt } = entry;
  return [key, title, parts.join(', '), (bytes / 2 ** 20).toFixed(0), day(builtAt), used];
}

async function prune(
  named: readonly BuildSpecification[],
  place: Workshop,
  { unused = 0, json }: BuildCommandOptions,
): Promise<void> {
  const cache = new BuildCache(place);
  const asked = new Set(named.flatMap((specification) => keysOf(specification, place)));
  const before = place.now().getTime() - unused * 86_400_000;
  const removed: CacheListing[] = [];
  for (const listing of cache.list()) {
    if (asked.has(listing.key) || (unused && listing.usedAt.getTime() > before)) continue;
    if (await cache.remove(listing.key)) removed.push(listing);
    else place.note(`${listing.key} is being made by another gil-lab: left alone`);
  }
  const addresses = named.flatMap((one) => (one.shape === 'repository' ? [one.address] : []));
  const mirrors = unused ? 0 : pruneMirrors(addresses, cache, place);
  const bytes = removed.reduce((sum, { entry }) => sum + (entry?.bytes ?? 0), 0);
  const keys = removed.map(({ key }) => key);
  process.stdout.write(
    json
      ? `${JSON.stringify({ removed: keys, bytes, mirrors })}\n`
      : `removed ${counted(keys.length, 'build')} of ${(bytes / 2 ** 20).toFixed(0)} MiB, ${counted(mirrors, 'clone')}\n`,
  );
}

import type { Command } from 'commander';
import { openDatabase } from '../../results/database.js';
import { counted, formatInterval, formatNs, verdict } from '../../results/format.js';
import { listRuns, type RunData, readRun } from '../../results/queries.js';
import { BuildError } from '../builds.js';
import { textTable } from '../text-table.js';
import { defaultDatabase, wholeNumber } from './options.js';

interface CompareOptions {
  readonly db: string;
  readonly run?: number;
  readonly json?: boolean;
}

export function addCompareCommand(program: Command): void {
  program
    .command('compare <base> <other>')
    .description('ratios of one build to another, above 1 where the other is faster')
    .option('--run <id>', 'which run (default: the newest that has both builds)', wholeNumber(1))
    .option('--db <file>', 'result store', defaultDatabase)
    .option('--json', 'print the ratios as JSON')
    .action((base: string, other: string, options: CompareOptions) => {
      const connection = openDatabase(options.db, { readonly: true });
      try {
        const ids = options.run === undefined ? listRuns(connection).map((run) => run.id) : [options.run];
        const comparison = compareBuilds(
          ids.map((id) => () => readRun(connection, id)),
          base,
          other,
        );
        process.stdout.write(options.json ? `${JSON.stringify(comparison)}\n` : toText(comparison));
      } finally {
        connection.close();
      }
    });
}

/** The comparison in the first of the runs that has both builds. */
export function compareBuilds(runs: readonly (() => RunData | null)[], base: string, other: string) {
  const seen = new Set<string>();
  for (const read of runs) {
    const data = read();
    const builds = [...(data?.builds.values() ?? [])];
    for (const build of builds) seen.add(build.name);
    const baseBuild = builds.find((build) => build.name === base);
    const otherBuild = builds.find((build) => build.name === other);
    if (data && baseBuild && otherBuild) return ratios(data, baseBuild, otherBuild);
  }
  throw new BuildError(`no run has both "${base}" and "${other}"; stored are ${[...seen].join(', ') || 'no builds'}`);
}

function ratios(data: RunData, base: { id: number; name: string }, other: { id: number; name: string }) {
  const variants = new Map(data.variants.map((variant) => [variant.id, variant]));
  const rows = data.comparisons.flatMap((comparison) => {
    const variant = variants.get(comparison.variantId)!;
    const baseVariant = variants.get(comparison.baseVariantId)!;
    if (comparison.relation !== 'ratio' || variant.buildId !== other.id || baseVariant.buildId !== base.id) return [];
    const { kind, name } = data.benchmarks.get(variant.benchmarkId)!;
    const { value, low, high, blocks } = comparison;
    const times = { baseNs: baseVariant.summary?.value ?? null, otherNs: variant.summary?.value ?? null };
    const judged = verdict(comparison);
    return [{ kind, benchmark: name, workers: variant.workers, ...times, value, low, high, blocks, verdict: judged }];
  });
  const overall = data.overall.filter(
    (row) => row.relation === 'ratio' && row.buildId === other.id && row.baseBuildId === base.id,
  );
  return { run: data.run.id, base: base.name, other: other.name, ratios: rows, overall };
}

function toText({ run, base, other, ratios: rows, overall }: ReturnType<typeof compareBuilds>): string {
  const time = (ns: number | null) => (ns === null ? '' : formatNs(ns));
  const table = textTable(
    [
      { title: 'benchmark' },
      { title: 'workers', align: 'right' },
      { title: base, align: 'right' },
      { title: other, align: 'right' },
      { title: 'ratio (95% interval)', align: 'right' },
      { title: 'verdict' },
    ],
    rows.map((row) => [
      `${row.kind}/${row.benchmark}`,
      String(row.workers),
      time(row.baseNs),
      time(row.otherNs),
      formatInterval(row),
      row.verdict === 'no difference' || row.verdict === 'unknown' ? row.verdict : `${other} is ${row.verdict}`,
    ]),
  );
  const means = overall.map(
    ({ family, workers, benchmarks, ...row }) =>
      `geometric mean, ${family}, workers ${workers}: ${formatInterval(row)} over ${counted(benchmarks, 'benchmark')}`,
  );
  return [`run ${run}: throughput of ${other} relative to ${base}`, table, ...means, ''].join('\n');
}

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { openDatabase, StoreError } from '../../results/database.js';
import { toJson } from '../../results/exchange/json.js';
import { toPyperf } from '../../results/exchange/pyperf.js';
import { listRuns, type RunData, readRun } from '../../results/queries.js';
import { Store } from '../../results/store.js';
import { analyse } from '../analysis.js';
import { inRepository } from '../repository.js';
import { defaultDatabase, defaultSite, wholeNumber } from './options.js';

interface ReportOptions {
  readonly db: string;
  readonly out: string;
  readonly run?: number;
  readonly json?: boolean;
}

interface ExportOptions {
  readonly db: string;
  readonly out: string;
  readonly run?: number;
}

export function addReportCommands(program: Command): void {
  program
    .command('report')
    .description('write the report as a static site')
    .option('--db <file>', 'result store', defaultDatabase)
    .option('--out <folder>', 'where the site goes', defaultSite)
    .option('--run <id>', 'which run (default: the newest that measured anything)', wholeNumber(1))
    .option('--json', 'print where it is as JSON')
    .action(async (options: ReportOptions) => {
      const data = load(options.db, options.run);
      // Drawing needs vega, which takes longer to load than the other commands take to run.
      const [{ writeSite }, { History }] = await Promise.all([
        import('../../reports/site.js'),
        import('../../reports/history.js'),
      ]);
      const connection = openDatabase(options.db, { readonly: true });
      try {
        const history = new History(connection, data.run.id);
        const assets = inRepository('reports', 'assets');
        const index = await writeSite({ data, history, out: options.out, assets });
        const where = pathToFileURL(path.resolve(index)).href;
        process.stdout.write(options.json ? `${JSON.stringify({ index, run: data.run.id })}\n` : `report: ${where}\n`);
      } finally {
        connection.close();
      }
    });
  program
    .command('export')
    .description("write a run as JSON (all of it), and as pyperf's JSON (one file for each build)")
    .requiredOption('--out <folder>', 'where the files go')
    .option('--db <file>', 'result store', defaultDatabase)
    .option('--run <id>', 'which run (default: the newest that measured anything)', wholeNumber(1))
    .action((options: ExportOptions) => {
      const data = load(options.db, options.run);
      const files = exported(data);
      mkdirSync(options.out, { recursive: true });
      for (const [name, value] of files) writeFileSync(path.join(options.out, name), `${JSON.stringify(value)}\n`);
      process.stdout.write(`${files.map(([name]) => path.join(options.out, name)).join('\n')}\n`);
    });
}

function exported(data: RunData): [string, unknown][] {
  const pyperf = [...data.builds.values()].map((build): [string, unknown] => {
    return [`${build.name}.pyperf.json`, toPyperf(data, build.id)];
  });
  return [[`run-${data.run.id}.json`, toJson(data)], ...pyperf];
}

/** Reads a run; one that was killed before its end is analysed first. */
function load(db: string, runId: number | undefined): RunData {
  const connection = openDatabase(db, { readonly: true });
  try {
    const id = runId ?? listRuns(connection).find((run) => run.processes > 0)?.id;
    const data = id === undefined ? null : readRun(connection, id);
    if (!data) throw new StoreError(id === undefined ? `${db} holds no run yet` : `${db} holds no run ${id}`);
    return isAnalysed(data) ? data : analysed(db, data);
  } finally {
    connection.close();
  }
}

function isAnalysed(data: RunData): boolean {
  return data.variants.some((variant) => variant.summary) || data.warnings.length > 0;
}

function analysed(db: string, data: RunData): RunData {
  const store = Store.open(db);
  try {
    store.replaceAnalysis(data.run.id, analyse(data));
    return readRun(store.connection, data.run.id)!;
  } finally {
    store.close();
  }
}

import type { Command } from 'commander';
import { openDatabase } from '../../results/database.js';
import { listRuns } from '../../results/queries.js';
import { readCheckout } from '../pyperformance/checkout.js';
import { discover } from '../suites.js';
import { textTable } from '../text-table.js';
import { defaultDatabase } from './options.js';

interface ListOptions {
  readonly suites?: string;
  readonly pyperformance?: string;
  readonly group?: string;
  readonly runs?: boolean;
  readonly db: string;
  readonly json?: boolean;
}

export function addListCommand(program: Command): void {
  program
    .command('list')
    .description('show the benchmarks, or the stored runs')
    .option('--suites <folder>', 'a folder of suites of your own')
    .option('--pyperformance <folder>', 'a checkout of python/pyperformance')
    .option('--group <name>', 'with --pyperformance: only a group of its manifest')
    .option('--runs', 'show the stored runs')
    .option('--db <file>', 'result store', defaultDatabase)
    .option('--json', 'print as JSON')
    .action((options: ListOptions) => {
      const { rows, text } = options.runs
        ? runs(options.db)
        : options.pyperformance !== undefined
          ? scripts(options.pyperformance, options.group)
          : benchmarks(options.suites);
      process.stdout.write(`${options.json ? JSON.stringify(rows) : text()}\n`);
    });
}

function benchmarks(folder: string | undefined) {
  const rows = discover(folder);
  const columns = ['benchmark', 'quick', 'scaling', 'title'].map((title) => ({ title }));
  const text = () =>
    textTable(
      columns,
      rows.map((b) => [`${b.kind}/${b.name}`, b.quick ? 'yes' : '', b.scaling === 'none' ? '' : b.scaling, b.title]),
    );
  return { rows, text };
}

function scripts(folder: string, group: string | undefined) {
  const rows = readCheckout(folder, group);
  const columns = ['benchmark', 'tags', 'needs', 'options'].map((title) => ({ title }));
  const text = () =>
    textTable(
      columns,
      rows.map((b) => [b.name, b.tags.join(' '), b.requirements.join(' '), b.extraOptions.join(' ')]),
    );
  return { rows, text };
}

function runs(db: string) {
  const connection = openDatabase(db, { readonly: true });
  const rows = listRuns(connection);
  connection.close();
  const columns = ['run', 'started', 'state', 'variants', 'processes'].map((title) => ({ title }));
  const text = () =>
    textTable(
      columns,
      rows.map((run) => [run.id, run.startedAt, run.state, run.variants, run.processes].map(String)),
    );
  return { rows, text };
}

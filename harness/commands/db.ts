import type { Command } from 'commander';
import { backupStore } from '../../results/backup.js';
import { checkStore } from '../../results/check.js';
import { openDatabase } from '../../results/database.js';
import { counted } from '../../results/format.js';
import { mergeStore } from '../../results/merge.js';
import { compact, prunable, prune } from '../../results/prune.js';
import { Store } from '../../results/store.js';
import { isRunning } from '../writer.js';
import { addExchangeCommands } from './db-exchange.js';
import { defaultDatabase, wholeNumber } from './options.js';

interface DbOptions {
  readonly db: string;
  readonly json?: boolean;
}

interface PruneOptions extends DbOptions {
  readonly keep?: number;
  readonly olderThan?: number;
  readonly dryRun?: boolean;
  readonly vacuum: boolean;
}

const dayMs = 24 * 60 * 60 * 1000;

export function addDbCommands(program: Command): void {
  const db = program.command('db').description('look after the result store: check, back up, prune, merge, exchange');
  const command = (words: string, description: string) =>
    db
      .command(words)
      .description(description)
      .option('--db <file>', 'result store', defaultDatabase)
      .option('--json', 'print as JSON');

  command('check', 'look for damage and for results that cannot be right').action((options: DbOptions) => {
    const checkup = checkStore(options.db, isRunning);
    const { problems, notes, runs, processes, samples } = checkup;
    const held = `${counted(runs, 'run')}, ${counted(processes, 'process', 'processes')}, ${counted(samples, 'sample')}`;
    const lines = [
      ...problems,
      ...notes,
      problems.length ? counted(problems.length, 'problem') : `all is well: ${held}`,
    ];
    print(options, checkup, lines);
    process.exitCode = problems.length ? 1 : 0;
  });

  command('backup <file>', 'copy the store as it is, also while it is written to').action(
    async (file: string, options: DbOptions) => {
      const connection = openDatabase(options.db, { readonly: true });
      try {
        await backupStore(connection, file);
      } finally {
        connection.close();
      }
      print(options, { backup: file }, [`${options.db} is backed up in ${file}`]);
    },
  );

  command('prune', 'remove old runs; with both limits, those that are beyond both')
    .option('--keep <runs>', 'the newest runs of this number stay', wholeNumber(0))
    .option('--older-than <days>', 'only runs that began longer ago', wholeNumber(0))
    .option('--dry-run', 'only say what would go')
    .option('--no-vacuum', 'leave the freed space in the file, for later runs')
    .action((options: PruneOptions, self: Command) => {
      if (options.keep === undefined && options.olderThan === undefined) {
        self.error('error: say what may go: --keep, --older-than, or both');
      }
      pruneStore(options);
    });

  command('merge <files...>', 'take in the runs of other stores; what is here already stays as it is').action(
    async (files: readonly string[], options: DbOptions) => {
      const store = Store.open(options.db);
      try {
        const merged = [];
        for (const file of files) merged.push({ file, ...(await mergeStore(store, file, isRunning)) });
        const lines = merged.map(({ file, new: fresh, grown, known }) => {
          const more = grown ? `, ${grown} that went on` : '';
          return `${file}: ${counted(fresh, 'new run')}${more}, ${known} known before`;
        });
        print(options, merged, lines);
      } finally {
        store.close();
      }
    },
  );

  addExchangeCommands(db);
}

function pruneStore({ keep, olderThan, dryRun, vacuum, ...options }: PruneOptions): void {
  // Without this, a missing store would be made only to find it empty.
  openDatabase(options.db, { readonly: true }).close();
  const store = Store.open(options.db);
  try {
    const before = olderThan === undefined ? null : new Date(Date.now() - olderThan * dayMs).toISOString();
    const going = prunable(store.connection, { keep: keep ?? null, before }, isRunning);
    if (!dryRun && going.length) {
      prune(
        store,
        going.map(({ id }) => id),
      );
      if (vacuum) compact(store.connection);
    }
    const lines = going.map(({ id, startedAt, processes }) => {
      return `run ${id} of ${startedAt}, ${counted(processes, 'process', 'processes')}`;
    });
    const verb = dryRun ? 'would go' : 'removed';
    print(options, { removed: going, dryRun: dryRun ?? false }, [...lines, `${counted(going.length, 'run')} ${verb}`]);
  } finally {
    store.close();
  }
}

function print({ json }: DbOptions, value: unknown, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${lines.join('\n')}\n`);
}

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Command, InvalidArgumentError } from 'commander';
import { StoreError } from '../../results/database.js';
import { Checked } from '../../results/exchange/checked.js';
import { toCsv } from '../../results/exchange/csv.js';
import { fromPyperf, isPyperf } from '../../results/exchange/from-pyperf.js';
import { fromJson, isRunJson, toJson } from '../../results/exchange/json.js';
import { toPyperf } from '../../results/exchange/pyperf.js';
import { importRun } from '../../results/import-run.js';
import { findRun, type RunData, readRun } from '../../results/queries.js';
import { Store } from '../../results/store.js';
import { analyse } from '../analysis.js';
import { isRunning } from '../writer.js';
import { loadRun } from './load-run.js';
import { collect, defaultDatabase, wholeNumber } from './options.js';

const formats = ['json', 'pyperf', 'csv'] as const;

type Format = (typeof formats)[number];

interface ExportOptions {
  readonly db: string;
  readonly out: string;
  readonly run?: number;
  readonly format: readonly Format[];
  readonly json?: boolean;
}

interface ImportOptions {
  readonly db: string;
  readonly name?: string;
  readonly json?: boolean;
}

export function addExchangeCommands(db: Command): void {
  addExportCommand(db);
  db.command('import <files...>')
    .description('take in runs from JSON files, of gil-lab (db export) or of pyperf (also .json.gz)')
    .option('--name <build>', "what to call the build of a pyperf file (default: the file's name)")
    .option('--db <file>', 'result store', defaultDatabase)
    .option('--json', 'print as JSON')
    .action((files: readonly string[], options: ImportOptions) => {
      const imported = files.map((file) => ({ file, data: readExchange(file, options.name) }));
      // Whatever is wrong in a file has been said by now, before anything is stored.
      const store = Store.open(options.db);
      try {
        const results = imported.map(({ file, data }) => ({ file, ...take(store, data) }));
        const lines = results.map(({ file, run, result }) => `${file}: run ${run}, ${said[result]}`);
        process.stdout.write(options.json ? `${JSON.stringify(results)}\n` : `${lines.join('\n')}\n`);
      } finally {
        store.close();
      }
    });
}

const said = { new: 'new', known: 'known before', grown: 'went on since' } as const;

/** `db export`; it is also there as `gil-lab export`. */
export function addExportCommand(parent: Command): void {
  parent
    .command('export')
    .description("write a run as JSON (all of it), as pyperf's JSON (one file for each build) and its samples as CSV")
    .requiredOption('--out <folder>', 'where the files go')
    .option('--db <file>', 'result store', defaultDatabase)
    .option('--run <id>', 'which run (default: the newest that measured anything)', wholeNumber(1))
    .option(
      '--format <format>',
      `only this one of ${formats.join(', ')} (repeatable; default: all)`,
      collect(format),
      [],
    )
    .option('--json', 'print the names of the files as JSON')
    .action((options: ExportOptions) => {
      const files = exported(loadRun(options.db, options.run), options.format.length ? options.format : formats);
      mkdirSync(options.out, { recursive: true });
      const written = files.map(([name, text]) => {
        const file = path.join(options.out, name);
        // A reader finds the old file or the new one, whole.
        writeFileSync(`${file}.partial`, text);
        renameSync(`${file}.partial`, file);
        return file;
      });
      process.stdout.write(options.json ? `${JSON.stringify(written)}\n` : `${written.join('\n')}\n`);
    });
}

function format(text: string): Format {
  const found = formats.find((known) => known === text);
  if (!found) throw new InvalidArgumentError(`It must be one of ${formats.join(', ')}.`);
  return found;
}

function exported(data: RunData, wanted: readonly Format[]): [name: string, text: string][] {
  const name = `run-${data.run.id}`;
  const json = (value: unknown) => `${JSON.stringify(value)}\n`;
  const write: Record<Format, () => [string, string][]> = {
    json: () => [[`${name}.json`, json(toJson(data))]],
    pyperf: () =>
      [...data.builds.values()].map(({ id, name }) => [`${fileName(name)}.pyperf.json`, json(toPyperf(data, id))]),
    csv: () => [[`${name}.csv`, toCsv(data)]],
  };
  return wanted.flatMap((one) => write[one]());
}

/** The name of a build from elsewhere may hold anything. */
function fileName(name: string): string {
  return name.replace(/[^\w.+-]/g, '_').replace(/^\.+/, '_') || '_';
}

/** @throws StoreError that names the file, and the place in it where something cannot be right. */
export function readExchange(file: string, name?: string): RunData {
  const text = readText(file);
  const value = Checked.parse(text, file);
  if (isRunJson(value)) return fromJson(value);
  const build = name ?? path.basename(file).replace(/(\.pyperf)?\.json(\.gz)?$/, '');
  if (isPyperf(value)) return fromPyperf(value, build, text);
  return value.refuse('is neither a run of gil-lab (db export) nor a file of pyperf');
}

function readText(file: string): string {
  try {
    const bytes = readFileSync(file);
    return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    throw new StoreError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/** Stores a run, and analyses one that comes without an analysis. */
function take(store: Store, data: RunData) {
  const result = importRun(store, data, isRunning);
  const run = findRun(store.connection, data.run.key)!;
  const stored = result === 'known' ? null : readRun(store.connection, run)!;
  if (stored && !stored.variants.some((variant) => variant.summary)) store.replaceAnalysis(run, analyse(stored));
  return { run, key: data.run.key, result };
}

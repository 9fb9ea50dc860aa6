import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { getStaticTOMLValue, ParseError, parseTOML } from 'toml-eslint-parser';
import { SuiteError } from '../suites.js';

/** What a benchmark's metadata file says, with what it inherits. */
export interface Metadata {
  readonly tags: readonly string[];
  /** The words of the script's command line. */
  readonly extraOptions: readonly string[];
  /** Path of the script. */
  readonly script: string;
  /** Path of the folder with its data, where the file names one. */
  readonly dataFolder: string | null;
  /** Distributions that it needs beside pyperf, by the file itself. */
  readonly dependencies: readonly string[];
  /** The files that say so: its own, then those that it inherits from. */
  readonly files: readonly string[];
}

/** One file's part of that; what is missing is inherited. */
type Part = Partial<Omit<Metadata, 'files'>>;

type Table = Readonly<Record<string, unknown>>;

/**
 * Reads a metadata file of pyperformance, in the format that its doc/custom_benchmarks.rst describes: `[project]` with
 * its dependencies and `[tool.pyperformance]` with tags, extra_opts, inherits, runscript and datadir. A bm_X.toml inherits
 * from the pyproject.toml beside it; a script that is not named is run_benchmark.py beside the file. Throws SuiteError
 * with file and, where TOML itself is wrong, line and column.
 */
export function readMetadata(file: string): Metadata {
  const chain = readChain(file, []);
  const first = <K extends keyof Part>(key: K) => chain.find(({ part }) => part[key] !== undefined)?.part[key];
  const script = first('script') ?? path.join(path.dirname(file), 'run_benchmark.py');
  if (!isFile(script)) throw new SuiteError(`${file}: there is no script ${script}`);
  return {
    tags: first('tags') ?? [],
    extraOptions: first('extraOptions') ?? [],
    script,
    dataFolder: first('dataFolder') ?? null,
    dependencies: first('dependencies') ?? [],
    files: chain.map((link) => link.file),
  };
}

/** The manifests that a project's pyproject.toml names as its own. */
export function readManifestNames(file: string): string[] {
  const tool = table(file, table(file, parse(file), 'tool'), 'pyperformance');
  const one = text(file, tool, 'manifest');
  return [...(one === undefined ? [] : [one]), ...(texts(file, tool, 'manifests') ?? [])].map((name) =>
    path.resolve(path.dirname(file), name),
  );
}

interface Link {
  readonly file: string;
  readonly part: Part;
}

function readChain(file: string, below: readonly string[]): Link[] {
  if (below.includes(file)) throw new SuiteError(`${below[0]}: it inherits from itself through ${file}`);
  const root = parse(file);
  const tool = table(file, root, 'tool');
  const own = table(file, tool, 'pyperformance');
  const link = { file, part: readPart(file, table(file, root, 'project'), own) };
  const base = inherited(file, own);
  if (base === null) return [link];
  if (!existsSync(base)) throw new SuiteError(`${file}: there is no ${base}, from which it inherits`);
  return [link, ...readChain(base, [...below, file])];
}

/** The file to inherit from: base.toml in a folder that is named; for a variant without a word, the pyproject.toml. */
function inherited(file: string, own: Table): string | null {
  const folder = path.dirname(file);
  const named = text(file, own, 'inherits');
  if (named !== undefined) {
    const base = path.resolve(folder, named);
    return existsSync(base) && statSync(base).isDirectory() ? path.join(base, 'base.toml') : base;
  }
  const variant = /^bm_.*\.toml$/.test(path.basename(file)) && path.basename(folder).startsWith('bm_');
  const beside = path.join(folder, 'pyproject.toml');
  return variant && existsSync(beside) ? beside : null;
}

function readPart(file: string, project: Table, own: Table): Part {
  const folder = path.dirname(file);
  text(file, own, 'name');
  const script = text(file, own, 'runscript');
  const data = text(file, own, 'datadir');
  if (data !== undefined && !existsSync(path.resolve(folder, data))) {
    throw new SuiteError(`${file}: there is no folder ${path.resolve(folder, data)}, which "datadir" names`);
  }
  // Tags may stand in one text, with spaces or commas between.
  const tags = typeof own.tags === 'string' ? own.tags.split(/[\s,]+/).filter(Boolean) : texts(file, own, 'tags');
  return {
    tags,
    extraOptions: texts(file, own, 'extra_opts'),
    script: script === undefined ? undefined : path.resolve(folder, script),
    dataFolder: data === undefined ? undefined : path.resolve(folder, data),
    dependencies: texts(file, project, 'dependencies')?.map(distribution).filter(isForeign),
  };
}

/** The distributions that a requirements.txt names; none where there is no such file. */
export function readRequirements(file: string): string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*/, '').trim())
    .filter((line) => line && !line.startsWith('-'))
    .map(distribution)
    .filter(isForeign);
}

/** The name in front of version, extras and markers. */
function distribution(requirement: string): string {
  return /^[A-Za-z0-9][\w.-]*/.exec(requirement.trim())?.[0] ?? requirement.trim();
}

const isForeign = (name: string) => name.toLowerCase() !== 'pyperf';

function parse(file: string): Table {
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch (error) {
    throw new SuiteError(`${file}: ${(error as Error).message}`);
  }
  try {
    return getStaticTOMLValue(parseTOML(source));
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new SuiteError(`${file}:${error.lineNumber}:${error.column + 1}: ${error.message}`);
  }
}

function table(file: string, parent: Table, key: string): Table {
  const value = parent[key] ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new SuiteError(`${file}: "${key}" must be a table`);
  return value as Table;
}

function text(file: string, parent: Table, key: string): string | undefined {
  const value = parent[key];
  if (value === undefined || (typeof value === 'string' && value !== '')) return value;
  throw new SuiteError(`${file}: "${key}" must be a text that is not empty`);
}

function texts(file: string, parent: Table, key: string): string[] | undefined {
  const value = parent[key];
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string' && one !== '')) return value;
  throw new SuiteError(`${file}: "${key}" must be a list of texts that are not empty`);
}

function isFile(file: string): boolean {
  return existsSync(file) && statSync(file).isFile();
}

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type LocatedTable, parseToml, TomlSyntaxError } from './toml.js';
import { type ValidatedConfiguration, validate } from './validate.js';

/** A configuration that cannot be used; the message has a line for each mistake. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

export interface Configuration extends ValidatedConfiguration {
  /** The file that it was read from; null: there is none. */
  readonly file: string | null;
}

export const fileName = 'gil-lab.toml';

export const emptyConfiguration: Configuration = { file: null, lab: {}, builds: new Map(), nightly: {}, report: {} };

/** The nearest gil-lab.toml in a folder or above it, or null. */
export function findConfiguration(folder: string): string | null {
  const file = path.join(folder, fileName);
  if (existsSync(file)) return file;
  const parent = path.dirname(folder);
  return parent === folder ? null : findConfiguration(parent);
}

/**
 * Reads and checks a configuration file.
 * @throws ConfigurationError with all mistakes, each with file, line, column and key.
 */
export async function loadConfiguration(
  file: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Configuration> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : (error as Error).message;
    throw new ConfigurationError(`The configuration ${file} cannot be read: ${reason}.`);
  }
  return parseConfiguration(text, file, environment);
}

/** Checks the text of a configuration file; paths in it start from the file's folder. */
export async function parseConfiguration(
  text: string,
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Configuration> {
  let root: LocatedTable;
  try {
    root = await parseToml(text);
  } catch (error) {
    if (!(error instanceof TomlSyntaxError)) throw error;
    const { line, column } = error.place;
    throw new ConfigurationError(`${file}:${line}:${column}: this is not TOML: ${error.message}`);
  }
  const { configuration, problems } = validate(root, { folder: path.dirname(path.resolve(file)), environment });
  if (problems.length) {
    const lines = problems.map(({ line, column, key, message }) => `${file}:${line}:${column}: ${key}: ${message}`);
    throw new ConfigurationError(lines.join('\n'));
  }
  return { file: path.resolve(file), ...configuration };
}

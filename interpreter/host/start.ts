// From a command line to a running process.

import { createHash, randomFillSync } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, compilerVersion } from './code_cache.js';
import type { CommandLine } from './command_line.js';
import type { ImagePart } from './image.js';
import { root } from './kernel.js';
import type { MainConfig } from './main_config.js';
import { memoryLimit, type ProcessOptions } from './python_process.js';
import { builtLibraryFolder, libraryFolder, libraryState, stdlibPath } from './stdlib.js';

/** The command that starts this interpreter: sys.executable. */
export const executable = path.join(root, 'bin', 'gilpy.cjs');

/** From the system's source, which is quicker than node:crypto to load. */
function randomSecrets(): Buffer {
  const bytes = Buffer.alloc(16);
  try {
    const fd = openSync('/dev/urandom', 'r');
    const length = readSync(fd, bytes, 0, 16, null);
    closeSync(fd);
    if (length === 16) return bytes;
  } catch {
    // not on this system
  }
  return randomFillSync(bytes);
}

/** Two secrets of the string hash; 0 is a seed like any other. */
function hashSecrets(seed: number | undefined): [bigint, bigint] {
  const bytes = seed === undefined ? randomSecrets() : createHash('sha256').update(`seed ${seed}`).digest();
  return [bytes.readBigInt64LE(0), bytes.readBigInt64LE(8)];
}

export function processOptions(line: CommandLine): Omit<ProcessOptions, 'startWorker'> {
  return {
    variant: process.env.GILPY_VARIANT ?? 'release',
    gil: line.gil === 1,
    optimize: Math.min(2, line.flags.optimize ?? 0),
    debug: (line.flags.debug ?? 0) > 0,
    hashSecrets: hashSecrets(line.hashSeed),
    executable,
    memoryLimit: memoryLimit(),
    image: imageParts(line),
    prepare: prepareConfig(line),
  };
}

/** Flags that change what is done before the program is known. */
const BOOT_FLAGS = ['bytes_warning', 'dev_mode', 'verbose'];

/** What a start-up image of this command line depends on beside the kernel and its settings; null: it can't use one. */
function imageParts(line: CommandLine): ImagePart[] | null {
  if (process.env.GILPY_CONSOLES || cacheFolder() === null) return null;
  if (BOOT_FLAGS.some((flag) => line.flags[flag])) return null;
  return [root, process.platform, line.flags.optimize ?? 0, line.flags.debug ?? 0, compilerVersion(), libraryState()];
}

/** The configuration of what all processes share whose image has the same parts: no program, no arguments. */
function prepareConfig(line: CommandLine): MainConfig {
  const { optimize = 0, debug = 0 } = line.flags;
  const flags = { ...Object.fromEntries(BOOT_FLAGS.map((flag) => [flag, line.flags[flag] ?? 0])), optimize, debug };
  const nothing = { mode: 'command', source: '', rest: [], xoptions: [], warnoptions: [], path: [] } as const;
  return mainConfig({ ...line, ...nothing, unbuffered: false, flags: { ...flags, safe_path: 1 } });
}

/** Whether a path to run is a folder (with a module __main__), and no file. */
function holdsProgram(source: string): boolean {
  return statSync(source, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The first item of sys.path: where the program lies. */
function programFolder(line: CommandLine): string[] {
  if (line.flags.safe_path) return [];
  if (line.mode === 'module') return [process.cwd()];
  if (line.mode === 'file') return [holdsProgram(line.source) ? line.source : path.dirname(path.resolve(line.source))];
  return [''];
}

export function mainConfig(line: CommandLine): MainConfig {
  const config: [string, string][] = [];
  const add = (key: string, ...values: string[]) => {
    for (const value of values) config.push([key, value]);
  };
  if (line.mode === 'stdin') {
    add('mode', 'command');
    add('source', readFileSync(0, 'utf8'));
    add('filename', '<stdin>');
  } else if (line.mode === 'file' && holdsProgram(line.source)) {
    add('mode', 'module');
    add('source', '__main__');
    add('keep_argv', '1');
  } else {
    add('mode', line.mode);
    add('source', line.source);
  }
  const first = { command: '-c', module: '-m', file: line.source, stdin: line.source, repl: line.source };
  add('argv', first[line.mode as keyof typeof first] ?? '', ...line.rest);
  add('orig_argv', executable, ...process.argv.slice(2));
  add('path', ...programFolder(line), ...line.path, libraryFolder, builtLibraryFolder, stdlibPath());
  for (const [flag, value] of Object.entries(line.flags)) add(`flag.${flag}`, String(value));
  add('xoption', ...line.xoptions);
  if (line.schedule !== undefined) add('schedule', String(line.schedule));
  if (line.trace) add('trace', String(line.trace));
  if (line.xoptions.includes('heap')) add('heap', '1');
  add('warnoption', ...line.warnoptions);
  add('executable', executable);
  add('prefix', root);
  add('stdlib', stdlibPath());
  add('platform', process.platform === 'darwin' ? 'darwin' : process.platform);
  if (process.env.GILPY_CONSOLES) add('consoles', '1');
  if (line.unbuffered) add('unbuffered', '1');
  if (line.skipFirstLine) add('skip_first_line', '1');
  return config;
}

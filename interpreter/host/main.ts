// The command line: gilpy [options] [-c command | -m module | script | -] [arguments].

import { accessSync, constants, readFileSync } from 'node:fs';
import path from 'node:path';
import { getSystemErrorMap } from 'node:util';
import type { disassemble as Disassemble } from '../compiler/disassemble.js';
import { HELP, parseCommandLine } from './command_line.js';
import type { compile as Compile } from './compiler.js';
import { type ProcessOptions, PythonProcess } from './python_process.js';
import { mainConfig, processOptions } from './start.js';
import { isTerminal } from './system/terminal.js';

/** What differs between the modules as tsc writes them and the bundles that the build makes of them. */
export interface Program extends Pick<ProcessOptions, 'startWorker'> {
  /** The compiler and its disassembler. */
  compiler(): Promise<{ readonly compile: typeof Compile; readonly disassemble: typeof Disassemble }>;
}

/** Runs the command line of this process; its exit status. */
export async function main(program: Program): Promise<number> {
  const line = parseCommandLine(process.argv.slice(2), process.env, isTerminal(0));
  switch (line.mode) {
    case 'version':
      console.log('Python 3.13.2');
      return 0;
    case 'help':
      process.stdout.write(HELP);
      return 0;
    case 'usage':
      console.error(
        `${line.source}\nusage: gilpy [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry \`gilpy -h' for more information.`,
      );
      return 2;
  }
  const missing = line.mode === 'file' ? unreadable(line.source) : null;
  if (missing !== null) {
    console.error(`gilpy: can't open file ${missing}`);
    return 2;
  }
  if (line.xoptions.includes('dis')) return disassemble(program, line.mode, line.source);
  const python = new PythonProcess({ ...processOptions(line), startWorker: program.startWorker });
  process.on('SIGINT', () => python.signal(2));
  const status = await python.run(mainConfig(line));
  if (status === INTERRUPTED) {
    // as a shell expects it: ended by the signal
    process.removeAllListeners('SIGINT');
    process.kill(process.pid, 'SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return status;
}

const INTERRUPTED = 130;

/** Why a script can't be read, as CPython says it; null: it can. */
function unreadable(source: string): string | null {
  try {
    accessSync(source, constants.R_OK);
    return null;
  } catch (error) {
    const { errno = 0 } = error as NodeJS.ErrnoException;
    const reason = getSystemErrorMap().get(errno)?.[1] ?? 'unknown error';
    const sentence = reason.charAt(0).toUpperCase() + reason.slice(1);
    return `'${path.resolve(source)}': [Errno ${-errno}] ${sentence}`;
  }
}

/** -X dis: prints our instructions for a command or a file. */
async function disassemble(program: Program, mode: string, source: string): Promise<number> {
  const { compile, disassemble: print } = await program.compiler();
  const text = mode === 'command' ? source : mode === 'file' ? readFileSync(source) : readFileSync(0);
  const filename = mode === 'command' ? '<string>' : mode === 'file' ? source : '<stdin>';
  try {
    console.log(print(compile(text, filename, { mode: 'exec', flags: 0, optimize: 0 }).blob));
    return 0;
  } catch (error) {
    const { name, message, lineno } = error as Error & { lineno?: number };
    console.error(`${filename}:${lineno ?? 0}: ${name}: ${message}`);
    return 1;
  }
}

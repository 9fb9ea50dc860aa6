// The command line: gilpy [options] [-c command | -m module | script | -] [arguments].

import { readFileSync } from 'node:fs';
import type { disassemble as Disassemble } from '../compiler/disassemble.js';
import { HELP, parseCommandLine } from './command_line.js';
import type { compile as Compile } from './compiler.js';
import { PythonProcess } from './python_process.js';
import { mainConfig, processOptions } from './start.js';
import { isTerminal } from './system/terminal.js';

/** What differs between the modules as tsc writes them and the bundles that the build makes of them. */
export interface Program {
  /** What a worker runs. */
  readonly worker: URL;
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
  if (line.xoptions.includes('dis')) return disassemble(program, line.mode, line.source);
  const python = new PythonProcess({ ...processOptions(line), worker: program.worker });
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

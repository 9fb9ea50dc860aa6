// Messages of the kernel itself: failed assertions, reports, traces.

import { writeSync } from 'node:fs';
import { readLiteral, readText, type WorkerContext } from '../context.js';

export function consoleImports(context: WorkerContext) {
  return {
    /** A line for the process's standard error, in UTF-8. */
    report: (address: number, length: number) => {
      writeSync(2, `${readText(context, address, length)}\n`);
    },
    /** A line of the kernel's language for standard error (tracing), with two numbers. */
    trace: (literal: number, a: bigint, b: bigint) => {
      writeSync(2, `${readLiteral(context, literal)} ${a} ${b}\n`);
    },
    abort: (message: number, file: number, line: number, column: number) => {
      const text = readLiteral(context, message) || 'assertion failed';
      throw new Error(`kernel: ${text} (${readLiteral(context, file)}:${line}:${column})`);
    },
  };
}

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { PySyntaxError } from '../syntax-error.js';
import { tokenStream } from '../tokens/token-stream.js';
import type { CPython } from './cpython.js';

/** The tokens as `tokens.py` writes them: [type, string, start, end, line], an error last. */
export type TokenList = unknown[][];

const script = fileURLToPath(new URL('tokens.py', import.meta.url));

/** Runs `tokens.py` on sources, or with `--files` on paths. */
export function cpythonTokens<T>({ command, env }: CPython, args: string[], inputs: string[]): T[] {
  const input = JSON.stringify(inputs);
  const result = spawnSync(command, [script, ...args], { input, encoding: 'utf8', env, maxBuffer: 1 << 30 });
  if (result.status !== 0) throw new Error(result.stderr);
  return JSON.parse(result.stdout) as T[];
}

export function ourTokens(source: string, extraTokens: boolean): TokenList {
  const list: TokenList = [];
  try {
    for (const { type, string, start, end, line } of tokenStream(source, { extraTokens }))
      list.push([type, string, start, end, line]);
  } catch (error) {
    if (!(error instanceof PySyntaxError)) throw error;
    list.push([error.type, error.msg, error.lineno, error.offset]);
  }
  return list;
}

/** What `tokens.py --files` writes for a file of this text. */
export function digest(list: TokenList): string {
  const text = JSON.stringify(list).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return createHash('md5').update(text).digest('hex');
}

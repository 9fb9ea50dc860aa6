// A worker that puts mutants through the compiler alone: quicker than through the interpreter, and it sees more. The
// code is checked by following all its paths, and the tree must survive its way to Python and back.

import { parentPort } from 'node:worker_threads';
import { writeBlob } from '../../compiler/blob.js';
import { compileToCode, compileTree } from '../../compiler/compile.js';
import { CompilerRecursionError } from '../../compiler/diagnostics.js';
import { parse } from '../../compiler/parser/parse.js';
import { tokenStream } from '../../compiler/tokens/token-stream.js';
import type { Mod } from '../../compiler/tree.js';
import { decodeTree, encodeTree } from '../../compiler/tree-codec.js';
import { verifyAll } from '../../compiler/verify.js';
import { lookupCharacterName as lookupName } from '../../host/character_names.js';
import type { Mutant } from './mutate.js';

export interface CompileAnswer {
  readonly index: number;
  /** 'ok' or the name of a Python exception. */
  readonly outcome: string;
  /** What is wrong with the compiler, if anything is. */
  readonly defect: string | null;
}

/** An exception that Python code would see; anything else is a defect. */
function pythonName(error: unknown): string | null {
  if (error instanceof CompilerRecursionError) return 'RecursionError';
  if (error instanceof RangeError && /call stack|too deep/i.test(error.message)) return 'RecursionError';
  const { type, msg } = error as { type?: unknown; msg?: unknown };
  return typeof type === 'string' && typeof msg === 'string' ? type : null;
}

/** Runs one step; what it throws is an outcome or a defect. */
function attempt(step: () => string[]): { outcome: string; defect: string | null } {
  try {
    const problems = step();
    return { outcome: 'ok', defect: problems.length ? problems.slice(0, 3).join('; ') : null };
  } catch (error) {
    const name = pythonName(error);
    return name
      ? { outcome: name, defect: null }
      : { outcome: 'defect', defect: (error as Error).stack ?? String(error) };
  }
}

function examine({ index, bytes, asText, mode }: Mutant): CompileAnswer {
  const source = asText ? Buffer.from(bytes).toString('utf8') : bytes;
  const options = { filename: 'mutant.py', mode, lookupName };
  const compiled = attempt(() => {
    const { tree, source: text } = parse(source, options);
    const { code } = compileToCode(tree, { ...options, source: text });
    writeBlob(code);
    return verifyAll(code);
  });
  const viaTree = attempt(() => {
    compileTree(decodeTree(encodeTree(parse(source, options).tree)) as Mod, { filename: 'mutant.py' });
    return [];
  });
  const tokenised = attempt(() => {
    for (const _ of tokenStream(Buffer.from(bytes).toString('utf8'), { extraTokens: true }));
    return [];
  });
  const defect = compiled.defect ?? viaTree.defect ?? tokenised.defect;
  return { index, outcome: compiled.outcome, defect };
}

parentPort!.on('message', (mutant: Mutant) => parentPort!.postMessage(examine(mutant) satisfies CompileAnswer));

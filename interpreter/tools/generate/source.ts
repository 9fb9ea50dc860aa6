// Reads the kernel's source files: doc comments with tags, the functions below them, imports and exported classes.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A mistake in a declaration; the message names file and line. */
export class DeclarationError extends Error {}

export interface FunctionHead {
  readonly name: string;
  readonly exported: boolean;
  /** `name: type` of each parameter. */
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  readonly returns: string;
}

/** A doc comment that begins with a tag. */
export interface TaggedComment {
  readonly file: SourceFile;
  /** Line of its first line, from 1. */
  readonly line: number;
  readonly tags: readonly { readonly tag: string; readonly rest: string }[];
  /** What stands behind the tags, or null. */
  readonly doc: string | null;
  /** The function right below, or null. */
  readonly target: FunctionHead | null;
}

export interface SourceFile {
  /** Path relative to the kernel, with `/` and without `.ts`. */
  readonly module: string;
  readonly text: string;
  /** Imported name -> module it comes from (relative to the kernel). */
  readonly imports: ReadonlyMap<string, string>;
  /** Names of the classes and constants that it exports. */
  readonly exports: ReadonlySet<string>;
  readonly comments: readonly TaggedComment[];
}

export function fail(comment: TaggedComment, message: string): never {
  throw new DeclarationError(`${comment.file.module}.ts:${comment.line}: ${message}`);
}

/** Splits at `separator` outside of brackets and quotes. */
export function splitTop(text: string, separator = ','): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quote) {
      if (c === '\\') i++;
      else if (c === quote) quote = '';
    } else if (c === "'" || c === '"') quote = c;
    else if ('([{<'.includes(c)) depth++;
    else if (')]}'.includes(c) || (c === '>' && text[i - 1] !== '=' && text[i - 1] !== '-')) depth--;
    else if (c === separator && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** The function head that begins at `at` (behind white space, line comments and decorators), or null. */
function functionAt(text: string, at: number): FunctionHead | null {
  const skip = /(?:\s+|\/\/[^\n]*\n|@[a-z]+(?:\([^)]*\))?\s)*/y;
  skip.lastIndex = at;
  skip.exec(text);
  const head = /(export\s+)?function\s+(\w+)\s*\(/y;
  head.lastIndex = skip.lastIndex;
  const match = head.exec(text);
  if (!match) return null;
  let depth = 1;
  let end = head.lastIndex;
  for (; depth > 0 && end < text.length; end++) depth += text[end] === '(' ? 1 : text[end] === ')' ? -1 : 0;
  const parameters = splitTop(text.slice(head.lastIndex, end - 1)).map((part) => {
    const colon = part.indexOf(':');
    return { name: part.slice(0, colon).trim(), type: part.slice(colon + 1).trim() };
  });
  const returns = /\s*:\s*([\w<>]+)/y;
  returns.lastIndex = end;
  return { name: match[2], exported: match[1] !== undefined, parameters, returns: returns.exec(text)?.[1] ?? 'void' };
}

function readComment(file: SourceFile, start: number, body: string, end: number): TaggedComment {
  const lines = body.split('\n').map((line, i) => (i ? line.replace(/^\s*\* ?/, '') : line.replace(/^\s+/, '')));
  const tags: { tag: string; rest: string }[] = [];
  let i = 0;
  for (; i < lines.length; i++) {
    const match = /^\s*@(\w+)\s*(.*?)\s*$/.exec(lines[i]);
    if (match) tags.push({ tag: match[1], rest: match[2] });
    else if (lines[i].trim() !== '' || tags.length) break;
  }
  const doc = lines
    .slice(i)
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
  const line = file.text.slice(0, start).split('\n').length;
  return { file, line, tags, doc: doc || null, target: functionAt(file.text, end) };
}

function resolveImport(from: string, target: string): string {
  return path.posix.normalize(path.posix.join(path.posix.dirname(from), target)).replace(/\.(ts|js)$/, '');
}

export function parseSource(module: string, text: string): SourceFile {
  const imports = new Map<string, string>();
  for (const match of text.matchAll(/^import\s*(?:type\s*)?\{([^}]*)\}\s*from\s*['"]([^'"]+)['"]/gm)) {
    for (const name of match[1].split(',')) {
      const local = name.trim().split(/\s+as\s+/);
      if (local[0]) imports.set(local[local.length - 1], resolveImport(module, match[2]));
    }
  }
  const exports = new Set<string>();
  for (const match of text.matchAll(/\bexport\s+(?:class|const|let|enum|function)\s+(\w+)/g)) exports.add(match[1]);
  const comments: TaggedComment[] = [];
  const file: SourceFile = { module, text, imports, exports, comments };
  for (const match of text.matchAll(/^[ \t]*\/\*\*(?=\s*(?:\*\s*)?@)([\s\S]*?)\*\//gm)) {
    comments.push(readComment(file, match.index, match[1], match.index + match[0].length));
  }
  return file;
}

/** All source files below `kernel`, sorted by path, without what is generated, the language runtime, and tests. */
export function readKernel(kernel: string): SourceFile[] {
  return readdirSync(kernel, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !/^(generated|runtime|tests)\//.test(file))
    .sort()
    .map((file) => parseSource(file.slice(0, -3), readFileSync(path.join(kernel, file), 'utf8')));
}

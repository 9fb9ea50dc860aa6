// The Python signature of a builtin: `name(self, a, b=None, /, *, c, d=1)`.

import { splitTop } from './source.js';

export interface Parameter {
  readonly name: string;
  readonly kind: 'positional-only' | 'positional' | 'keyword-only' | 'args' | 'kwargs';
  readonly default: string | null;
}

/** Parses what stands between the parentheses; throws an Error with the reason. */
export function parseSignature(inside: string): Parameter[] {
  const parameters: { name: string; kind: Parameter['kind']; default: string | null }[] = [];
  let keywordOnly = false;
  for (const part of splitTop(inside)) {
    if (part === '/') {
      if (keywordOnly) throw new Error("'/' behind '*'");
      for (const parameter of parameters) parameter.kind = 'positional-only';
    } else if (part === '*') keywordOnly = true;
    else if (part.startsWith('**')) parameters.push({ name: part.slice(2), kind: 'kwargs', default: null });
    else if (part.startsWith('*')) {
      parameters.push({ name: part.slice(1), kind: 'args', default: null });
      keywordOnly = true;
    } else {
      const match = /^(\w+)(?:\s*=\s*([\s\S]+))?$/.exec(part);
      if (!match) throw new Error(`no parameter: ${part}`);
      parameters.push({ name: match[1], kind: keywordOnly ? 'keyword-only' : 'positional', default: match[2] ?? null });
    }
  }
  return parameters;
}

/** What calling needs to know: the fields of NativeSpec. `self` tells whether the first parameter is self or a class. */
export interface CallShape {
  readonly raw: boolean;
  /** Words that the function takes. */
  readonly arity: number;
  /** Positional words at least and at most, self included. */
  readonly minArgs: number;
  readonly maxArgs: number;
  /** Names for keywords, self excluded; empty if none can be given. */
  readonly keywordNames: readonly string[];
  readonly positionalOnly: number;
  /** Bit i: parameter i (self excluded) must be present. */
  readonly required: number;
  readonly takesKeywords: boolean;
}

export function callShape(parameters: readonly Parameter[], self: boolean): CallShape {
  const raw = parameters.some((p) => p.kind === 'args' || p.kind === 'kwargs');
  const positional = parameters.filter((p) => p.kind === 'positional-only' || p.kind === 'positional');
  const own = parameters.slice(self ? 1 : 0);
  const byName = own.some((p) => p.kind === 'positional' || p.kind === 'keyword-only');
  return {
    raw,
    arity: parameters.length,
    minArgs: positional.filter((p) => p.default === null).length,
    maxArgs: positional.length,
    keywordNames: byName && !raw ? own.map((p) => p.name) : [],
    positionalOnly: own.filter((p) => p.kind === 'positional-only').length,
    required: own.reduce((bits, p, i) => (p.default === null ? bits | (1 << i) : bits), 0),
    takesKeywords: byName || parameters.some((p) => p.kind === 'kwargs'),
  };
}

/** `__text_signature__`: `first` is self, type or module; with `implicit` it is no parameter of the declaration. */
export function textSignature(inside: string, first: 'self' | 'type' | 'module' | null, implicit: boolean): string {
  const parts = splitTop(inside);
  if (first === null) return `(${parts.join(', ')})`;
  const rest = implicit ? parts : parts.slice(1);
  return `($${[first, ...(rest.includes('/') ? rest : ['/', ...rest])].join(', ')})`;
}

import type { Diagnostics } from './diagnostics.js';
import type { Mod } from './tree.js';

/** Features of `from __future__ import`, with their code flags; 0: always on. */
const FEATURES: Readonly<Record<string, number>> = {
  nested_scopes: 0,
  generators: 0,
  division: 0,
  absolute_import: 0,
  with_statement: 0,
  print_function: 0,
  unicode_literals: 0,
  barry_as_FLUFL: 0x400000,
  generator_stop: 0,
  annotations: 0x1000000,
};

/** The code flags of the future statements of a module. SyntaxError for an unknown feature and for one too late. */
export function futureFeatures(tree: Mod, diagnostics: Diagnostics): number {
  if (tree.kind !== 'Module' && tree.kind !== 'Interactive') return 0;
  let flags = 0;
  let early = true;
  let first = true;
  for (const s of tree.body) {
    const isFuture = s.kind === 'ImportFrom' && s.module === '__future__' && (s.level ?? 0) === 0;
    if (isFuture) {
      if (!early) throw diagnostics.error('from __future__ imports must occur at the beginning of the file', s);
      for (const alias of s.names) {
        if (alias.name === 'braces') throw diagnostics.lineError('not a chance', s);
        const flag = Object.hasOwn(FEATURES, alias.name) ? FEATURES[alias.name] : undefined;
        if (flag === undefined) throw diagnostics.lineError(`future feature ${alias.name} is not defined`, s);
        flags |= flag;
      }
    } else if (!(first && s.kind === 'Expr' && s.value.kind === 'Constant' && s.value.value.t === 'str')) early = false;
    first = false;
  }
  return flags;
}

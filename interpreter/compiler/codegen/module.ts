/** The outermost code: a module, an expression, interactive input. */

import { KILL } from '../../bytecode/assembler.js';
import type { CodeObject } from '../blob.js';
import type { Mod } from '../tree.js';
import { namespaceBody } from './classes.js';
import type { Compiler } from './compiler.js';
import { into } from './expressions.js';
import { guardStopIteration, returnNone } from './functions.js';
import { CO_COROUTINE, Unit } from './unit.js';

export function moduleCode(c: Compiler, tree: Mod): CodeObject {
  const scope = c.scopeOf(tree);
  const unit = new Unit(scope, '<module>', '<module>', null, 1, null, false);
  unit.flags = c.options.futureFlags;
  if (c.options.topLevelAwait && scope.isCoroutine) unit.flags |= CO_COROUTINE;
  c.unit = unit;
  c.scope = scope;
  const guard = guardStopIteration(unit);
  if (tree.kind === 'Expression') {
    const value = unit.alloc();
    into(c, tree.body, value);
    unit.at = tree.body;
    unit.emit('RETURN', value | KILL);
    unit.end();
  } else if (tree.kind === 'FunctionType') throw c.error('this compiler does not handle FunctionTypes', unit.at);
  else {
    namespaceBody(c, tree.body);
    returnNone(unit);
  }
  guard();
  return unit.finish(c.options.filename);
}

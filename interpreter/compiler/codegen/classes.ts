import { KILL } from '../../bytecode/assembler.js';
import { CALL_ARGS, CALL_CALLABLE } from '../../bytecode/instructions.js';
import type { CodeObject } from '../blob.js';
import type { Expr, Keyword, NodeOf, Stmt } from '../tree.js';
import { finishCall, openCall } from './calls.js';
import type { Compiler } from './compiler.js';
import { cleanDocstring, decorated, define, docstring, makeFunction, qualifiedName, returnNone } from './functions.js';
import { checkAssignable, loadName, storeName } from './names.js';
import { block } from './statements.js';
import { genericClass } from './type-params.js';
import { Unit } from './unit.js';

export function classDefinition(c: Compiler, s: NodeOf<'ClassDef'>): void {
  checkAssignable(c, s.name, s);
  define(c, s.name, s, (dst) =>
    decorated(c, s.decorator_list, dst, (register) => {
      if (s.type_params.length > 0) return genericClass(c, s, register);
      buildClass(c, s, register, s.bases, s.keywords);
    }),
  );
}

/** dst := __build_class__(body, name, *bases, **keywords). */
export function buildClass(
  c: Compiler,
  s: NodeOf<'ClassDef'>,
  dst: number,
  bases: readonly Expr[],
  keywords: readonly Keyword[],
): void {
  const unit = c.unit;
  const base = openCall(c, dst);
  unit.at = s;
  unit.top = base + CALL_CALLABLE + 1;
  unit.emit('LOAD_COMMON', base + CALL_CALLABLE, 0);
  const code = classCode(c, s);
  unit.at = s;
  unit.top = base + CALL_ARGS;
  makeFunction(c, base + CALL_ARGS, code, 0, base + CALL_ARGS);
  unit.top = base + CALL_ARGS + 1;
  unit.loadConst(base + CALL_ARGS + 1, { t: 'str', v: s.name });
  unit.top = base + CALL_ARGS + 2;
  finishCall(c, dst, base, 2, bases, keywords, 0, s);
}

function hasAnnotations(body: readonly Stmt[]): boolean {
  return body.some((s) => {
    switch (s.kind) {
      case 'AnnAssign':
        return true;
      case 'For':
      case 'AsyncFor':
      case 'While':
      case 'If':
        return hasAnnotations(s.body) || hasAnnotations(s.orelse);
      case 'With':
      case 'AsyncWith':
        return hasAnnotations(s.body);
      case 'Match':
        return s.cases.some((item) => hasAnnotations(item.body));
      case 'Try':
      case 'TryStar':
        return (
          hasAnnotations(s.body) ||
          hasAnnotations(s.orelse) ||
          hasAnnotations(s.finalbody) ||
          s.handlers.some((h) => hasAnnotations(h.body))
        );
      default:
        return false;
    }
  });
}

/** Body of a module or class: annotations dict, docstring, statements. */
export function namespaceBody(c: Compiler, body: readonly Stmt[]): void {
  const unit = c.unit;
  if (hasAnnotations(body)) {
    unit.at = body[0];
    unit.emit('SETUP_ANNOTATIONS');
  }
  const doc = c.options.interactive && unit.parent === null ? null : docstring(body);
  if (doc === null || doc.value.t !== 'str') return block(c, body);
  if (c.options.optimize < 2) {
    const mark = unit.top;
    const text = unit.alloc();
    unit.at = doc;
    unit.loadConst(text, { t: 'str', v: cleanDocstring(doc.value.v) });
    storeName(c, '__doc__', text | KILL, doc);
    unit.top = mark;
  }
  block(c, body.slice(1));
}

export function classCode(c: Compiler, s: NodeOf<'ClassDef'>): CodeObject {
  const outerUnit = c.unit;
  const outerScope = c.scope;
  const scope = c.scopeOf(s);
  const firstLine = s.decorator_list.length > 0 ? s.decorator_list[0].lineno : s.lineno;
  const unit = new Unit(scope, s.name, qualifiedName(c, s.name), outerUnit, firstLine, s.name, false);
  unit.flags = c.options.futureFlags;
  if (scope.nested) unit.flags |= 16;
  c.unit = unit;
  c.scope = scope;
  const start = { lineno: firstLine, end_lineno: firstLine, col_offset: 0, end_col_offset: 0 };
  unit.at = start;
  const value = unit.alloc();
  loadName(c, '__name__', value, start);
  storeName(c, '__module__', value | KILL, start);
  unit.loadConst(value, { t: 'str', v: unit.qualname });
  storeName(c, '__qualname__', value | KILL, start);
  unit.loadConst(value, { t: 'int', v: BigInt(firstLine) });
  storeName(c, '__firstlineno__', value | KILL, start);
  if (s.type_params.length > 0) {
    loadName(c, '.type_params', value, start);
    storeName(c, '__type_params__', value | KILL, start);
  }
  if (scope.needsClassDict) {
    unit.emit('LOAD_LOCALS', value);
    unit.emit('STORE_CELL', unit.cellRegister('__classdict__'), value | KILL);
  }
  unit.top = value;
  namespaceBody(c, s.body);
  unit.alloc();
  unit.at = start;
  unit.loadConst(value, { t: 'tuple', v: [...unit.staticAttributes].map((name) => ({ t: 'str', v: name })) });
  storeName(c, '__static_attributes__', value | KILL, start);
  if (scope.needsClassDict) {
    unit.emit('MOVE', value, unit.cellRegister('__classdict__'));
    storeName(c, '__classdictcell__', value | KILL, start);
  }
  if (scope.needsClassClosure) {
    unit.emit('MOVE', value, unit.cellRegister('__class__'));
    storeName(c, '__classcell__', value, start);
    unit.emit('RETURN', value | KILL);
    unit.end();
  }
  unit.top = value;
  returnNone(unit);
  c.unit = outerUnit;
  c.scope = outerScope;
  return unit.finish(c.options.filename);
}

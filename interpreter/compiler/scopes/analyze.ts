/**
 * Second pass: where each name lives.
 *
 * A comprehension that is inlined shares the registers of the function around it: its own names get registers of their
 * own, and names of the function that only the comprehension itself uses stay plain locals. So what an inlined
 * comprehension needs from outside comes in two sets: names that real functions inside it capture, and names it reads.
 */

import type { Diagnostics } from '../diagnostics.js';
import {
  DEF_BOUND,
  DEF_FREE_CLASS,
  DEF_GLOBAL,
  DEF_NONLOCAL,
  DEF_TYPE_PARAM,
  type Place,
  type Scope,
  WATCHERS,
} from './symbols.js';

type Names = Set<string>;

interface Needs {
  /** Names that must come through cells. */
  captured: Names;
  /** Names that an inlined comprehension reads or writes in the registers around it. */
  shared: Names;
}

export function analyze(top: Scope, diagnostics: Diagnostics): void {
  analyzeScope(top, null, new Set(), new Set(), null, diagnostics);
}

function placeName(
  scope: Scope,
  name: string,
  flags: number,
  bound: Names | null,
  globals: Names,
  local: Names,
  typeParams: Names,
  classAround: Scope | null,
  diagnostics: Diagnostics,
): Place {
  const fail = (message: string) =>
    diagnostics.error(message, scope.directives.find((d) => d.name === name)?.at ?? scope.at);
  if (flags & DEF_GLOBAL) {
    if (flags & DEF_NONLOCAL) throw fail(`name '${name}' is nonlocal and global`);
    globals.add(name);
    bound?.delete(name);
    return 'global explicit';
  }
  if (flags & DEF_NONLOCAL) {
    if (bound === null) throw fail('nonlocal declaration not allowed at module level');
    if (!bound.has(name)) throw fail(`no binding for nonlocal '${name}' found`);
    if (typeParams.has(name)) throw fail(`nonlocal binding not allowed for type parameter '${name}'`);
    return 'free';
  }
  if (flags & DEF_BOUND) {
    local.add(name);
    globals.delete(name);
    if (flags & DEF_TYPE_PARAM) typeParams.add(name);
    else typeParams.delete(name);
    return 'local';
  }
  if (classAround !== null) {
    const inClass = classAround.symbols.get(name) ?? 0;
    if (inClass & DEF_GLOBAL) return 'global explicit';
    if (inClass & DEF_BOUND && !(inClass & DEF_NONLOCAL)) return 'global implicit';
  }
  if (bound?.has(name)) return 'free';
  return 'global implicit';
}

function analyzeScope(
  scope: Scope,
  bound: Names | null,
  globals: Names,
  typeParams: Names,
  classAround: Scope | null,
  diagnostics: Diagnostics,
): Needs {
  const local: Names = new Set();
  const isClass = scope.kind === 'class';
  const innerBound: Names = new Set(isClass ? bound : null);
  const innerGlobals: Names = new Set(isClass ? globals : null);
  for (const [name, flags] of scope.symbols)
    scope.places.set(name, placeName(scope, name, flags, bound, globals, local, typeParams, classAround, diagnostics));
  if (isClass) {
    innerBound.add('__class__');
    innerBound.add('__classdict__');
  } else {
    if (scope.isFunctionLike) for (const name of local) innerBound.add(name);
    if (bound !== null) for (const name of bound) innerBound.add(name);
    for (const name of globals) innerGlobals.add(name);
  }

  const captured: Names = new Set();
  const shared: Names = new Set();
  for (const child of scope.children) {
    const around = child.seesClass ? (isClass ? scope : classAround) : null;
    // outside functions the variables of a comprehension that looks at its locals need a frame to be seen in
    const watched = !scope.isFunctionLike && [...child.symbols.keys()].some((name) => WATCHERS.has(name));
    child.inlined = child.comprehension !== null && child.comprehension !== 'generator' && !scope.seesClass && !watched;
    const needs = analyzeScope(
      child,
      new Set(innerBound),
      new Set(innerGlobals),
      new Set(typeParams),
      around,
      diagnostics,
    );
    if (child.inlined && isClass) {
      // The hidden class cell is no variable of the class body itself.
      for (const hidden of ['__class__', '__classdict__']) {
        if (needs.shared.delete(hidden) && !needs.captured.has(hidden)) child.places.set(hidden, 'global implicit');
      }
    }
    for (const name of needs.captured) captured.add(name);
    for (const name of needs.shared) (isClass ? captured : shared).add(name);
  }

  if (scope.isFunctionLike) {
    for (const name of local)
      if (captured.delete(name)) {
        scope.places.set(name, 'cell');
        shared.delete(name);
      } else shared.delete(name);
  } else if (isClass) {
    if (captured.delete('__class__')) scope.needsClassClosure = true;
    if (captured.delete('__classdict__')) scope.needsClassDict = true;
  }

  // Names that only pass through this scope on their way to its children.
  for (const name of [...captured, ...shared]) {
    const flags = scope.symbols.get(name);
    if (flags !== undefined) {
      if (isClass || scope.seesClass) scope.symbols.set(name, flags | DEF_FREE_CLASS);
      continue;
    }
    if (!bound?.has(name)) continue;
    scope.symbols.set(name, 0);
    scope.places.set(name, 'free');
  }

  // What this scope itself needs from outside.
  for (const [name, place] of scope.places) {
    if (place !== 'free') continue;
    if (scope.inlined) shared.add(name);
    else captured.add(name);
  }
  if (!scope.inlined) {
    for (const name of shared) captured.add(name);
    shared.clear();
  }
  return { captured, shared };
}

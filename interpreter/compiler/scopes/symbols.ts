import type { Position } from '../tree.js';

/** What a scope does with a name (bits of `Scope.symbols`). */
export const DEF_GLOBAL = 1;
export const DEF_LOCAL = 2;
export const DEF_PARAM = 4;
export const DEF_NONLOCAL = 8;
export const USE = 16;
/** A free variable of a class body's children, passed through the class. */
export const DEF_FREE_CLASS = 64;
export const DEF_IMPORT = 128;
export const DEF_ANNOT = 256;
/** Iteration variable of a comprehension. */
export const DEF_COMP_ITER = 512;
export const DEF_TYPE_PARAM = 1024;
export const DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT | DEF_TYPE_PARAM;

/** Where a name lives, decided by the analysis. */
export type Place = 'local' | 'cell' | 'free' | 'global explicit' | 'global implicit';

export type ScopeKind =
  | 'module'
  | 'class'
  | 'function'
  | 'annotation'
  | 'type variable'
  | 'type alias'
  | 'type parameters';

export type ComprehensionKind = 'list' | 'set' | 'dict' | 'generator';

/** One block of names: a module, a class body, a function, a comprehension or an annotation scope. */
export class Scope {
  /** Mangled name -> DEF_ bits, in order of first appearance. */
  readonly symbols = new Map<string, number>();
  /** Mangled name -> place; filled by the analysis. */
  readonly places = new Map<string, Place>();
  /** Parameters in co_varnames order. */
  readonly params: string[] = [];
  readonly children: Scope[] = [];
  /** global and nonlocal statements with their positions. */
  readonly directives: { name: string; at: Position }[] = [];
  /** Names that a `del` or an `except ... as` in this scope deletes. */
  readonly deleted = new Set<string>();
  /** Targets of assignment expressions that bind in this scope. */
  readonly walrus = new Set<string>();
  comprehension: ComprehensionKind | null = null;
  /** A comprehension that is compiled into the code of its parent. */
  inlined = false;
  /** In the scope of a class's type parameters and what stands in it: the names that are private to the class. */
  mangledNames: ReadonlySet<string> | null = null;
  isGenerator = false;
  isCoroutine = false;
  /** The body of an `async def`. */
  isAsyncFunction = false;
  hasVarargs = false;
  hasVarKeywords = false;
  returnsValue = false;
  nested = false;
  /** Annotation scope right in a class: names are looked up there first. */
  seesClass = false;
  needsClassClosure = false;
  needsClassDict = false;
  /** What an annotation scope evaluates, for messages. */
  info = '';
  iterExpressionDepth = 0;
  inIterTarget = false;

  constructor(
    readonly kind: ScopeKind,
    readonly name: string,
    readonly parent: Scope | null,
    readonly at: Position,
    /** Class name for private names. */
    readonly privateName: string | null,
  ) {}

  /** Whether names bound here are visible in nested scopes. */
  get isFunctionLike(): boolean {
    return this.kind !== 'module' && this.kind !== 'class';
  }
}

/** Names whose call looks at the caller's local variables. */
export const WATCHERS: ReadonlySet<string> = new Set(['locals', 'vars', 'dir', 'eval', 'exec', '_getframe']);

/** `name` as it is spelled inside class `className`. */
export function mangle(className: string | null, name: string): string {
  if (className === null || !name.startsWith('__') || name.endsWith('__') || name.includes('.')) return name;
  const stripped = className.replace(/^_+/, '');
  return stripped === '' ? name : `_${stripped}${name}`;
}

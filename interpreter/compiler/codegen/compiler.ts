import type { Diagnostics } from '../diagnostics.js';
import type { ScopeMap } from '../scopes/build.js';
import { mangle, type Scope } from '../scopes/symbols.js';
import type { Expr, Position } from '../tree.js';
import type { Unit } from './unit.js';

export interface CodegenOptions {
  filename: string;
  /** 0; 1: no asserts, __debug__ false; 2: no docstrings either. */
  optimize: number;
  /** CO_FUTURE_ flags in force. */
  futureFlags: number;
  /** Statements of an interactive session: values of expressions are displayed. */
  interactive: boolean;
  topLevelAwait: boolean;
}

export const CO_FUTURE_BARRY_AS_BDFL = 0x400000;
export const CO_FUTURE_ANNOTATIONS = 0x1000000;

/** What all parts of the code generator share. */
export class Compiler {
  unit!: Unit;
  /** Innermost scope: the unit's own, or that of a comprehension inlined into it. */
  scope!: Scope;

  constructor(
    private readonly scopes: ScopeMap,
    private readonly evaluators: ScopeMap,
    readonly diagnostics: Diagnostics,
    readonly options: CodegenOptions,
  ) {}

  error(message: string, at: Position): Error {
    return this.diagnostics.error(message, at);
  }

  /** Scope that a node or a list of type parameters opens. */
  scopeOf(key: object): Scope {
    return Compiler.known(this.scopes, key);
  }

  /** Annotation scope in which an expression is evaluated on demand. */
  evaluatorOf(e: Expr): Scope {
    return Compiler.known(this.evaluators, e);
  }

  private static known(scopes: ScopeMap, key: object): Scope {
    const scope = scopes.get(key);
    if (scope === undefined) throw new Error('a node without its scope');
    return scope;
  }

  mangle(name: string): string {
    const only = this.unit.scope.mangledNames;
    return only !== null && !only.has(name) ? name : mangle(this.unit.privateName, name);
  }

  /** Position of the use of an attribute that stands on another line than its object: the attribute's own. */
  static attributePosition(attribute: Expr & { kind: 'Attribute' }, at: Position): Position {
    if (at.lineno === attribute.end_lineno) return at;
    const width = [...attribute.attr].length;
    const end = attribute.end_col_offset;
    const known = width <= end;
    return {
      lineno: attribute.end_lineno,
      end_lineno: at.end_lineno,
      col_offset: known ? end - width : -1,
      end_col_offset: known ? (at === attribute ? end : at.end_col_offset) : -1,
    };
  }

  /** Whether `later`, evaluated after it, may rebind the register of a local. */
  rebinds(later: readonly (Expr | null)[]): boolean {
    if (this.unit.scope.walrus.size === 0) return false;
    return later.some((e) => e !== null && e.kind !== 'Constant' && e.kind !== 'Name');
  }
}

/** First pass over the tree: which scope binds, uses or declares which names. The second pass is `analyze`. */

import type { Diagnostics } from '../diagnostics.js';
import type { PySyntaxError } from '../syntax-error.js';
import {
  type Arguments,
  type Comprehension,
  type Expr,
  forEachChild,
  type Mod,
  type Node,
  type NodeOf,
  type Position,
  type Stmt,
  type TypeParam,
} from '../tree.js';
import {
  DEF_ANNOT,
  DEF_COMP_ITER,
  DEF_GLOBAL,
  DEF_IMPORT,
  DEF_LOCAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  DEF_TYPE_PARAM,
  mangle,
  Scope,
  type ScopeKind,
  USE,
} from './symbols.js';

/** Scopes by the tree object that opens them: function, class, lambda and comprehension nodes, `type_params` lists. */
export type ScopeMap = Map<object, Scope>;

export interface BuildOptions {
  futureAnnotations: boolean;
  topLevelAwait: boolean;
}

const NOWHERE: Position = { lineno: 0, col_offset: 0, end_lineno: 0, end_col_offset: 0 };

type FunctionNode = NodeOf<'FunctionDef'> | NodeOf<'AsyncFunctionDef'>;
type ComprehensionNode = NodeOf<'ListComp'> | NodeOf<'SetComp'> | NodeOf<'DictComp'> | NodeOf<'GeneratorExp'>;

export class ScopeBuilder {
  readonly scopes: ScopeMap = new Map();
  /** Scopes in which bounds and defaults of type parameters and values of type aliases are evaluated, by expression. */
  readonly evaluators: ScopeMap = new Map();
  readonly top: Scope;
  private current: Scope;
  private readonly stack: Scope[];
  private privateName: string | null = null;

  constructor(
    tree: Mod,
    private readonly diagnostics: Diagnostics,
    private readonly options: BuildOptions,
  ) {
    this.top = new Scope('module', 'top', null, NOWHERE, null);
    this.current = this.top;
    this.stack = [this.top];
    this.scopes.set(tree, this.top);
    if (tree.kind === 'Expression') this.expr(tree.body);
    else if (tree.kind !== 'FunctionType') this.block(tree.body);
  }

  /** `name` as it is spelled here: in the scope of a class's type parameters only they are private to the class. */
  private mangle(name: string): string {
    const only = this.current.mangledNames;
    return only !== null && !only.has(name) ? name : mangle(this.privateName, name);
  }

  private fail(message: string, at: Position): PySyntaxError {
    return this.diagnostics.error(message, at);
  }

  private enter(kind: ScopeKind, name: string, key: object, at: Position): Scope {
    const parent = this.current;
    const scope = new Scope(kind, name, parent, at, this.privateName);
    scope.iterExpressionDepth = parent.iterExpressionDepth;
    if (kind !== 'class') scope.mangledNames = parent.mangledNames;
    scope.nested = parent.nested || parent.isFunctionLike;
    // What stands in a postponed annotation becomes a string: it has no scopes.
    if (parent.kind !== 'annotation' && kind !== 'annotation') parent.children.push(scope);
    if (kind === 'type variable' || kind === 'type alias') this.evaluators.set(key, scope);
    else if (kind !== 'annotation') this.scopes.set(key, scope);
    this.stack.push(scope);
    this.current = scope;
    return scope;
  }

  private leave(): void {
    this.stack.pop();
    this.current = this.stack[this.stack.length - 1];
  }

  private lookup(name: string, scope = this.current): number {
    return scope.symbols.get(this.mangle(name)) ?? 0;
  }

  private define(name: string, flag: number, at: Position, scope = this.current): void {
    const mangled = this.mangle(name);
    let value = scope.symbols.get(mangled) ?? 0;
    if (flag & DEF_PARAM && value & DEF_PARAM)
      throw this.fail(`duplicate argument '${name}' in function definition`, at);
    if (flag & DEF_TYPE_PARAM && value & DEF_TYPE_PARAM) throw this.fail(`duplicate type parameter '${name}'`, at);
    value |= flag;
    if (scope.inIterTarget) {
      if (value & (DEF_GLOBAL | DEF_NONLOCAL))
        throw this.fail(`comprehension inner loop cannot rebind assignment expression target '${name}'`, at);
      value |= DEF_COMP_ITER;
    }
    scope.symbols.set(mangled, value);
    if (flag & DEF_PARAM) scope.params.push(mangled);
    else if (flag & DEF_GLOBAL && scope !== this.top)
      this.top.symbols.set(mangled, (this.top.symbols.get(mangled) ?? 0) | flag);
  }

  private block(body: readonly Stmt[]): void {
    for (const statement of body) this.stmt(statement);
  }

  private exprs(list: readonly (Expr | null)[]): void {
    for (const e of list) if (e !== null) this.expr(e);
  }

  private generic(node: Node): void {
    forEachChild(node, (child) => this.visit(child));
  }

  private visit(node: Node): void {
    switch (node.kind) {
      case 'ExceptHandler':
        if (node.type !== null) this.expr(node.type);
        if (node.name !== null) {
          this.define(node.name, DEF_LOCAL, node);
          this.current.deleted.add(this.mangle(node.name));
        }
        this.block(node.body);
        return;
      case 'MatchAs':
      case 'MatchStar':
        if (node.kind === 'MatchAs' && node.pattern !== null) this.visit(node.pattern);
        if (node.name !== null) this.define(node.name, DEF_LOCAL, node);
        return;
      case 'MatchMapping':
        this.exprs(node.keys);
        for (const pattern of node.patterns) this.visit(pattern);
        if (node.rest !== null) this.define(node.rest, DEF_LOCAL, node);
        return;
      case 'withitem':
      case 'match_case':
      case 'keyword':
      case 'MatchValue':
      case 'MatchSingleton':
      case 'MatchSequence':
      case 'MatchClass':
      case 'MatchOr':
        return this.generic(node);
      default:
        if (node.kind in STATEMENTS) return this.stmt(node as Stmt);
        return this.expr(node as Expr);
    }
  }

  private stmt(s: Stmt): void {
    switch (s.kind) {
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        return this.function(s);
      case 'ClassDef':
        return this.class(s);
      case 'TypeAlias':
        return this.typeAlias(s);
      case 'Return':
        if (s.value !== null) {
          this.expr(s.value);
          this.current.returnsValue = true;
        }
        return;
      case 'Expr':
        return this.expr(s.value);
      case 'Assign':
        this.exprs(s.targets);
        return this.expr(s.value);
      case 'AnnAssign':
        return this.annotatedAssignment(s);
      case 'Global':
        for (const name of s.names) this.declare(name, DEF_GLOBAL, 'global', s);
        return;
      case 'Nonlocal':
        for (const name of s.names) this.declare(name, DEF_NONLOCAL, 'nonlocal', s);
        return;
      case 'Import':
      case 'ImportFrom':
        for (const alias of s.names) {
          if (alias.name === '*') {
            if (this.current.kind !== 'module') throw this.fail('import * only allowed at module level', alias);
            continue;
          }
          this.define(alias.asname ?? alias.name.split('.')[0], DEF_IMPORT, alias);
        }
        return;
      default:
        return this.generic(s);
    }
  }

  private declare(name: string, flag: number, word: string, s: Stmt): void {
    const known = this.lookup(name);
    if (known & (DEF_PARAM | DEF_LOCAL | USE | DEF_ANNOT)) {
      if (known & DEF_PARAM) throw this.fail(`name '${name}' is parameter and ${word}`, s);
      if (known & USE) throw this.fail(`name '${name}' is used prior to ${word} declaration`, s);
      if (known & DEF_ANNOT) throw this.fail(`annotated name '${name}' can't be ${word}`, s);
      throw this.fail(`name '${name}' is assigned to before ${word} declaration`, s);
    }
    this.define(name, flag, s);
    this.current.directives.push({ name: this.mangle(name), at: s });
  }

  private annotatedAssignment(s: NodeOf<'AnnAssign'>): void {
    if (s.target.kind === 'Name') {
      const name = s.target.id;
      const known = this.lookup(name);
      if (known & (DEF_GLOBAL | DEF_NONLOCAL) && this.current !== this.top && s.simple)
        throw this.fail(`annotated name '${name}' can't be ${known & DEF_GLOBAL ? 'global' : 'nonlocal'}`, s);
      if (s.simple) this.define(name, DEF_ANNOT | DEF_LOCAL, s.target);
      else if (s.value !== null) this.define(name, DEF_LOCAL, s.target);
    } else this.expr(s.target);
    this.annotation(s.annotation);
    if (s.value !== null) this.expr(s.value);
  }

  private annotation(e: Expr | null): void {
    if (e === null) return;
    if (!this.options.futureAnnotations) return this.expr(e);
    this.enter('annotation', '_annotation', e, e);
    this.expr(e);
    this.leave();
  }

  private annotations(args: Arguments, returns: Expr | null): void {
    for (const arg of [...args.posonlyargs, ...args.args]) this.annotation(arg.annotation);
    if (args.vararg !== null) this.annotation(args.vararg.annotation);
    if (args.kwarg !== null) this.annotation(args.kwarg.annotation);
    for (const arg of args.kwonlyargs) this.annotation(arg.annotation);
    this.annotation(returns);
  }

  private parameters(args: Arguments): void {
    for (const arg of [...args.posonlyargs, ...args.args, ...args.kwonlyargs]) this.define(arg.arg, DEF_PARAM, arg);
    if (args.vararg !== null) {
      this.define(args.vararg.arg, DEF_PARAM, args.vararg);
      this.current.hasVarargs = true;
    }
    if (args.kwarg !== null) {
      this.define(args.kwarg.arg, DEF_PARAM, args.kwarg);
      this.current.hasVarKeywords = true;
    }
  }

  private function(s: FunctionNode): void {
    this.define(s.name, DEF_LOCAL, s);
    this.exprs(s.args.defaults);
    this.exprs(s.args.kw_defaults);
    this.exprs(s.decorator_list);
    const generic = s.type_params.length > 0;
    if (generic) {
      this.enterTypeParams(s.name, s.type_params, s);
      if (s.args.defaults.length > 0) this.define('.defaults', DEF_PARAM, s);
      if (s.args.kw_defaults.some((e) => e !== null)) this.define('.kwdefaults', DEF_PARAM, s);
      this.typeParams(s.type_params);
    }
    this.annotations(s.args, s.returns);
    const scope = this.enter('function', s.name, s, s);
    if (s.kind === 'AsyncFunctionDef') scope.isCoroutine = scope.isAsyncFunction = true;
    this.parameters(s.args);
    this.block(s.body);
    this.leave();
    if (generic) this.leave();
  }

  private class(s: NodeOf<'ClassDef'>): void {
    this.define(s.name, DEF_LOCAL, s);
    this.exprs(s.decorator_list);
    const outer = this.privateName;
    const generic = s.type_params.length > 0;
    if (generic) {
      this.privateName = s.name;
      this.enterTypeParams(s.name, s.type_params, s);
      this.current.mangledNames = new Set(s.type_params.map((param) => param.name));
      for (const hidden of ['.type_params', '.generic_base']) this.define(hidden, DEF_LOCAL | USE, s);
      this.typeParams(s.type_params);
    }
    this.exprs(s.bases);
    for (const keyword of s.keywords) this.expr(keyword.value);
    this.privateName = s.name;
    this.enter('class', s.name, s, s);
    if (generic) {
      this.define('__type_params__', DEF_LOCAL, s);
      this.define('.type_params', USE, s);
    }
    this.block(s.body);
    this.leave();
    if (generic) this.leave();
    this.privateName = outer;
  }

  private enterTypeParams(name: string, params: readonly TypeParam[], at: Position): void {
    const inClass = this.current.kind === 'class';
    const scope = this.enter('type parameters', name, params, at);
    if (inClass) {
      scope.seesClass = true;
      this.define('__classdict__', USE, at);
    }
  }

  private typeParams(params: readonly TypeParam[]): void {
    for (const param of params) {
      this.define(param.name, DEF_TYPE_PARAM | DEF_LOCAL, param);
      const kind = param.kind;
      if (param.kind === 'TypeVar' && param.bound !== null)
        this.typeParamPart(
          param.bound,
          param.name,
          param.bound.kind === 'Tuple' ? 'a TypeVar constraint' : 'a TypeVar bound',
        );
      if (param.default_value !== null) this.typeParamPart(param.default_value, param.name, `a ${kind} default`);
    }
  }

  private typeParamPart(e: Expr, name: string, info: string): void {
    const inClass = this.current.seesClass;
    const scope = this.enter('type variable', name, e, e);
    scope.info = info;
    if (inClass) {
      scope.seesClass = true;
      this.define('__classdict__', USE, e);
    }
    this.expr(e);
    this.leave();
  }

  private typeAlias(s: NodeOf<'TypeAlias'>): void {
    this.expr(s.name);
    const name = s.name.kind === 'Name' ? s.name.id : '';
    const inClass = this.current.kind === 'class';
    const generic = s.type_params.length > 0;
    if (generic) {
      this.enterTypeParams(name, s.type_params, s);
      this.typeParams(s.type_params);
    }
    const scope = this.enter('type alias', name, s.value, s);
    if (inClass) {
      scope.seesClass = true;
      this.define('__classdict__', USE, s.value);
    }
    this.expr(s.value);
    this.leave();
    if (generic) this.leave();
  }

  private refuseInAnnotation(what: string, at: Position): void {
    const { kind, info } = this.current;
    if (kind === 'annotation') throw this.fail(`${what} cannot be used within an annotation`, at);
    if (kind === 'type variable') throw this.fail(`${what} cannot be used within ${info}`, at);
    if (kind === 'type alias') throw this.fail(`${what} cannot be used within a type alias`, at);
    if (kind === 'type parameters') throw this.fail(`${what} cannot be used within the definition of a generic`, at);
  }

  private expr(e: Expr): void {
    switch (e.kind) {
      case 'Constant':
        return;
      case 'Name':
        this.define(e.id, e.ctx === 'Load' ? USE : DEF_LOCAL, e);
        if (e.ctx === 'Del') this.current.deleted.add(this.mangle(e.id));
        if (e.ctx === 'Load' && e.id === 'super' && this.current.isFunctionLike) this.define('__class__', USE, e);
        return;
      case 'Attribute':
      case 'Starred':
        return this.expr(e.value);
      case 'Call':
        this.expr(e.func);
        this.exprs(e.args);
        for (const keyword of e.keywords) this.expr(keyword.value);
        return;
      case 'BinOp':
        this.expr(e.left);
        return this.expr(e.right);
      case 'Lambda': {
        this.exprs(e.args.defaults);
        this.exprs(e.args.kw_defaults);
        this.enter('function', 'lambda', e, e);
        this.parameters(e.args);
        this.expr(e.body);
        return this.leave();
      }
      case 'NamedExpr':
        return this.namedExpr(e);
      case 'ListComp':
        return this.comprehension(e, 'listcomp', e.elt, null);
      case 'SetComp':
        return this.comprehension(e, 'setcomp', e.elt, null);
      case 'GeneratorExp':
        return this.comprehension(e, 'genexpr', e.elt, null);
      case 'DictComp':
        return this.comprehension(e, 'dictcomp', e.key, e.value);
      case 'Yield':
      case 'YieldFrom':
        this.refuseInAnnotation('yield expression', e);
        if (e.value !== null) this.expr(e.value);
        this.current.isGenerator = true;
        if (this.current.comprehension !== null)
          throw this.fail(
            `'yield' inside ${this.current.comprehension === 'generator' ? 'generator expression' : `${this.current.comprehension} comprehension`}`,
            e,
          );
        return;
      case 'Await':
        this.refuseInAnnotation('await expression', e);
        this.expr(e.value);
        this.current.isCoroutine = true;
        return;
      default:
        return this.generic(e);
    }
  }

  private namedExpr(e: NodeOf<'NamedExpr'>): void {
    this.refuseInAnnotation('named expression', e);
    if (this.current.iterExpressionDepth > 0)
      throw this.fail('assignment expression cannot be used in a comprehension iterable expression', e);
    if (e.target.kind === 'Name') {
      const mangled = this.mangle(e.target.id);
      if (this.current.comprehension !== null) this.extendNamedExpr(e.target);
      for (let i = this.stack.length - 1; i >= 0; i--) {
        this.stack[i].walrus.add(mangled);
        if (this.stack[i].comprehension === null) break;
      }
    }
    this.expr(e.value);
    this.expr(e.target);
  }

  /** An assignment expression in a comprehension binds in the function or module around it. */
  private extendNamedExpr(target: NodeOf<'Name'>): void {
    const name = target.id;
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const scope = this.stack[i];
      const known = this.lookup(name, scope);
      if (scope.comprehension !== null) {
        if (known & DEF_COMP_ITER && known & (DEF_LOCAL | DEF_GLOBAL))
          throw this.fail(`assignment expression cannot rebind comprehension iteration variable '${name}'`, target);
        continue;
      }
      switch (scope.kind) {
        case 'function':
          this.define(name, known & DEF_GLOBAL ? DEF_GLOBAL : DEF_NONLOCAL, target);
          this.current.directives.push({ name: this.mangle(name), at: target });
          return this.define(name, DEF_LOCAL, target, scope);
        case 'module':
          this.define(name, DEF_GLOBAL, target);
          this.current.directives.push({ name: this.mangle(name), at: target });
          return this.define(name, DEF_GLOBAL, target, scope);
        case 'class':
          throw this.fail('assignment expression within a comprehension cannot be used in a class body', target);
        case 'type variable':
          throw this.fail('assignment expression within a comprehension cannot be used in a TypeVar bound', target);
        case 'type alias':
          throw this.fail('assignment expression within a comprehension cannot be used in a type alias', target);
        default:
          throw this.fail(
            'assignment expression within a comprehension cannot be used within the definition of a generic',
            target,
          );
      }
    }
  }

  private comprehension(e: ComprehensionNode, name: string, element: Expr, value: Expr | null): void {
    const outermost = e.generators[0];
    this.current.iterExpressionDepth++;
    this.expr(outermost.iter);
    this.current.iterExpressionDepth--;
    const scope = this.enter('function', name, e, e);
    scope.comprehension =
      e.kind === 'ListComp' ? 'list' : e.kind === 'SetComp' ? 'set' : e.kind === 'DictComp' ? 'dict' : 'generator';
    if (outermost.is_async) scope.isCoroutine = true;
    this.define('.0', DEF_PARAM, e);
    e.generators.forEach((generator, i) => {
      this.generator(generator, i === 0);
    });
    if (value !== null) this.expr(value);
    this.expr(element);
    scope.isGenerator = scope.comprehension === 'generator';
    this.leave();
    if (scope.isCoroutine && !scope.isGenerator) this.current.isCoroutine = true;
  }

  private generator(generator: Comprehension, outermost: boolean): void {
    const scope = this.current;
    scope.inIterTarget = true;
    this.expr(generator.target);
    scope.inIterTarget = false;
    if (!outermost) {
      scope.iterExpressionDepth++;
      this.expr(generator.iter);
      scope.iterExpressionDepth--;
    }
    this.exprs(generator.ifs);
    if (generator.is_async) scope.isCoroutine = true;
  }
}

const STATEMENTS: Readonly<Record<string, true>> = Object.fromEntries(
  [
    'FunctionDef',
    'AsyncFunctionDef',
    'ClassDef',
    'Return',
    'Delete',
    'Assign',
    'TypeAlias',
    'AugAssign',
    'AnnAssign',
    'For',
    'AsyncFor',
    'While',
    'If',
    'With',
    'AsyncWith',
    'Match',
    'Raise',
    'Try',
    'TryStar',
    'Assert',
    'Import',
    'ImportFrom',
    'Global',
    'Nonlocal',
    'Expr',
    'Pass',
    'Break',
    'Continue',
  ].map((kind) => [kind, true]),
);

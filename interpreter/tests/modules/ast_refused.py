# Trees that no source gives: compile() refuses them with an exception.
import ast

LOAD, STORE, PASS = ast.Load(), ast.Store(), ast.Pass()


def name(text, context=LOAD):
    return ast.Name(text, context)


def module(*body):
    return ast.Module(list(body), [])


def function(**fields):
    return ast.FunctionDef(**{'name': 'f', 'args': arguments(), 'body': [PASS], 'decorator_list': [], **fields})


def arguments(**fields):
    return ast.arguments(**{'posonlyargs': [], 'args': [], 'kwonlyargs': [], 'kw_defaults': [], 'defaults': [], **fields})


def refused(tree):
    if isinstance(tree, ast.expr):
        tree = ast.Expression(tree)
    if isinstance(tree, ast.stmt):
        tree = module(tree)
    mode = 'eval' if isinstance(tree, ast.Expression) else 'exec'
    try:
        compile(ast.fix_missing_locations(tree), '<tree>', mode)
        print('compiled')
    except Exception as error:
        print(type(error).__name__, error)


def matched(pattern):
    refused(ast.Match(name('x'), [ast.match_case(pattern, None, [PASS])]))


for tree in (
    ast.Compare(name('x'), [], []),
    ast.Compare(name('x'), [ast.In()], []),
    ast.BoolOp(ast.And(), [name('x')]),
    ast.Dict([name('x')], []),
    ast.ListComp(name('x'), []),
    ast.SetComp(name('x'), [ast.comprehension(name('x'), name('y'), [], 0)]),
    ast.Name('x', STORE),
    ast.Name('None', LOAD),
    ast.Attribute(name('x'), 'y', STORE),
    ast.List([name('x', STORE)], LOAD),
    ast.List([None], LOAD),
    ast.NamedExpr(name('x'), name('y')),
    ast.NamedExpr(ast.Attribute(name('x'), 'b', STORE), name('y')),
    ast.Constant([1]),
    ast.Constant((1, [2])),
    ast.Lambda(arguments(defaults=[name('x')]), name('y')),
    ast.FormattedValue(name('x'), 42),
    ast.Set([]),
):
    refused(tree)
# expect: ValueError Compare with no comparators
# expect: ValueError Compare with no comparators
# expect: ValueError BoolOp with less than 2 values
# expect: ValueError Dict doesn't have the same number of keys as values
# expect: ValueError comprehension with no generators
# expect: ValueError expression must have Store context but has Load instead
# expect: ValueError expression must have Load context but has Store instead
# expect: ValueError identifier field can't represent 'None' constant
# expect: ValueError expression must have Load context but has Store instead
# expect: ValueError expression must have Load context but has Store instead
# expect: ValueError None disallowed in expression list
# expect: compiled
# expect: TypeError NamedExpr target must be a Name
# expect: TypeError got an invalid type in Constant: list
# expect: TypeError got an invalid type in Constant: list
# expect: ValueError more positional defaults than args on arguments
# expect: SystemError Unrecognized conversion character 42
# expect: compiled
for tree in (
    ast.If(name('x'), [], []),
    ast.While(name('x'), [], []),
    ast.For(name('x', STORE), name('y'), [], []),
    ast.With([], [PASS]),
    ast.With([ast.withitem(name('x'))], []),
    ast.Delete([]),
    ast.Delete([name('x')]),
    ast.Assign([], name('x')),
    ast.Assign([name('x')], name('y')),
    ast.Assign([name('True', STORE)], name('y')),
    ast.Assign([ast.Constant(1)], name('y')),
    ast.AugAssign(name('x'), ast.Add(), name('y')),
    ast.AnnAssign(ast.Attribute(name('a'), 'b', STORE), name('int'), None, 1),
    ast.TypeAlias(ast.Attribute(name('a'), 'b', STORE), [], name('int')),
    ast.Raise(None, name('x')),
    ast.Try([], [], [], []),
    ast.Try([PASS], [], [], []),
    ast.Try([PASS], [], [PASS], [PASS]),
    ast.TryStar([PASS], [], [], []),
    ast.Try([PASS], [ast.ExceptHandler(None, None, [])], [], []),
    ast.Import([]),
    ast.ImportFrom('x', [], 0),
    ast.ImportFrom('x', [ast.alias('a')], -1),
    ast.Global([]),
    ast.Match(name('x'), []),
    function(body=[]),
    function(args=arguments(kwonlyargs=[ast.arg('a')])),
    function(returns=name('x', STORE)),
    ast.ClassDef('C', [], [], [], []),
    module(None),
    ast.Expr(ast.Constant(1), lineno=5, col_offset=0, end_lineno=3, end_col_offset=0),
    ast.Expr(ast.Constant(1), lineno=1, col_offset=5, end_lineno=1, end_col_offset=2),
):
    refused(tree)
# expect: ValueError empty body on If
# expect: ValueError empty body on While
# expect: ValueError empty body on For
# expect: ValueError empty items on With
# expect: ValueError empty body on With
# expect: ValueError empty targets on Delete
# expect: ValueError expression must have Del context but has Load instead
# expect: ValueError empty targets on Assign
# expect: ValueError expression must have Store context but has Load instead
# expect: ValueError identifier field can't represent 'True' constant
# expect: ValueError expression which can't be assigned to in Store context
# expect: ValueError expression must have Store context but has Load instead
# expect: TypeError AnnAssign with simple non-Name target
# expect: TypeError TypeAlias with non-Name name
# expect: ValueError Raise with cause but no exception
# expect: ValueError empty body on Try
# expect: ValueError Try has neither except handlers nor finalbody
# expect: ValueError Try has orelse but no except handlers
# expect: ValueError TryStar has neither except handlers nor finalbody
# expect: ValueError empty body on ExceptHandler
# expect: ValueError empty names on Import
# expect: ValueError empty names on ImportFrom
# expect: ValueError Negative ImportFrom level
# expect: ValueError empty names on Global
# expect: ValueError empty cases on Match
# expect: ValueError empty body on FunctionDef
# expect: ValueError length of kwonlyargs is not the same as kw_defaults on arguments
# expect: ValueError expression must have Load context but has Store instead
# expect: ValueError empty body on ClassDef
# expect: ValueError None disallowed in statement list
# expect: ValueError AST node line range (5, 3) is not valid
# expect: ValueError line 1, column 5-2 is not a valid range
for pattern in (
    ast.MatchValue(name('x')),
    ast.MatchValue(ast.Attribute(name('a'), 'b', LOAD)),
    ast.MatchValue(ast.Constant(True)),
    ast.MatchValue(ast.Constant((1, 2))),
    ast.MatchValue(ast.BinOp(ast.Constant(1), ast.Add(), ast.Constant(2j))),
    ast.MatchValue(ast.BinOp(ast.Constant(1), ast.Add(), ast.Constant(2))),
    ast.MatchValue(ast.UnaryOp(ast.Not(), ast.Constant(2))),
    ast.MatchSingleton(5),
    ast.MatchStar('x'),
    ast.MatchSequence([ast.MatchStar('_')]),
    ast.MatchSequence([ast.MatchStar('True')]),
    ast.MatchMapping([ast.Constant(1)], [], None),
    ast.MatchMapping([ast.Constant(True)], [ast.MatchAs()], None),
    ast.MatchMapping([], [], '_'),
    ast.MatchClass(name('x'), [], ['a'], []),
    ast.MatchClass(ast.Constant(1), [], [], []),
    ast.MatchClass(ast.Attribute(ast.Call(name('x'), [], []), 'b', LOAD), [], [], []),
    ast.MatchAs(ast.MatchAs(), None),
    ast.MatchAs(None, '_'),
    ast.MatchOr([ast.MatchAs()]),
):
    matched(pattern)
# expect: ValueError patterns may only match literals and attribute lookups
# expect: compiled
# expect: ValueError unexpected constant inside of a literal pattern
# expect: ValueError unexpected constant inside of a literal pattern
# expect: compiled
# expect: ValueError patterns may only match literals and attribute lookups
# expect: ValueError patterns may only match literals and attribute lookups
# expect: ValueError MatchSingleton can only contain True, False and None
# expect: ValueError can't use MatchStar here
# expect: ValueError can't capture name '_' in patterns
# expect: ValueError identifier field can't represent 'True' constant
# expect: ValueError MatchMapping doesn't have the same number of keys as patterns
# expect: compiled
# expect: ValueError can't capture name '_' in patterns
# expect: ValueError MatchClass doesn't have the same number of keyword attributes as patterns
# expect: ValueError MatchClass cls field can only contain Name or Attribute nodes.
# expect: ValueError MatchClass cls field can only contain Name or Attribute nodes.
# expect: ValueError MatchAs must specify a target name if a pattern is given
# expect: ValueError can't capture name '_' in patterns
# expect: ValueError MatchOr requires at least 2 patterns
refused(ast.BinOp(None, ast.Add(), ast.Constant(1)))  # expect: ValueError field 'left' is required for BinOp
refused(ast.Name(None, LOAD))  # expect: ValueError field 'id' is required for Name

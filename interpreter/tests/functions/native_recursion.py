# Recursion through built-in functions and special methods ends in RecursionError, never in a crash.
import sys
def attempt(name, f):
    try:
        f()
        print(name, 'finished')
    except RecursionError:
        print(name, 'RecursionError')
def through_sorted(n=0): return sorted([1], key=lambda x: through_sorted())
def through_map(): return list(map(lambda x: through_map(), [1]))
def through_max(): return max([1, 2], key=lambda x: through_max())
def through_reduce():
    import functools
    return functools.reduce(lambda a, b: through_reduce(), [1, 2])
def through_eval(): return eval('through_eval()')
def through_exec(): exec('through_exec()')
def through_sub():
    import re
    return re.sub('a', lambda m: through_sub(), 'a')
def through_generator():
    yield from through_generator()
def through_comprehension(): return [through_comprehension() for _ in [1]]
class Repr:
    def __repr__(self): return f'{[self]}'
class Str:
    def __str__(self): return str(self)
class Eq:
    def __eq__(self, other): return self == other
class Add:
    def __add__(self, other): return self + other
class Get:
    def __getitem__(self, i): return self[i]
class Attr:
    def __getattribute__(self, name): return getattr(self, name)
class Call:
    pass
Call.__call__ = Call()
class Hash:
    def __hash__(self): return hash(self)
class Iter:
    def __iter__(self): return iter(self)
class Init:
    def __init__(self): Init()
class Prop:
    @property
    def p(self): return self.p
class Contains:
    def __contains__(self, x): return x in self
class Format:
    def __format__(self, s): return format(self, s)
class Bool:
    def __bool__(self): return bool(self)
class Len:
    def __len__(self): return len(self)
class Instance(type):
    def __instancecheck__(cls, x): return isinstance(x, cls)
class Checked(metaclass=Instance): pass
for name, f in (
    ('sorted', through_sorted), ('map', through_map), ('max', through_max), ('reduce', through_reduce), ('eval', through_eval),
    ('exec', through_exec), ('sub', through_sub), ('yield from', lambda: list(through_generator())), ('comprehension', through_comprehension),
    ('repr', lambda: repr(Repr())), ('str', lambda: str(Str())), ('eq', lambda: Eq() == 1), ('add', lambda: Add() + 1), ('getitem', lambda: Get()[0]),
    ('attribute', lambda: Attr().x), ('call', lambda: Call()()), ('hash', lambda: hash(Hash())), ('iter', lambda: iter(Iter())), ('init', Init),
    ('property', lambda: Prop().p), ('contains', lambda: 1 in Contains()), ('format', lambda: format(Format())), ('bool', lambda: bool(Bool())),
    ('len', lambda: len(Len())), ('isinstance', lambda: isinstance(1, Checked)),
):
    attempt(name, f)
# expect: sorted RecursionError
# expect: map RecursionError
# expect: max RecursionError
# expect: reduce RecursionError
# expect: eval RecursionError
# expect: exec RecursionError
# expect: sub RecursionError
# expect: yield from RecursionError
# expect: comprehension RecursionError
# expect: repr RecursionError
# expect: str RecursionError
# expect: eq RecursionError
# expect: add RecursionError
# expect: getitem RecursionError
# expect: attribute RecursionError
# expect: call RecursionError
# expect: hash RecursionError
# expect: iter RecursionError
# expect: init RecursionError
# expect: property RecursionError
# expect: contains RecursionError
# expect: format RecursionError
# expect: bool RecursionError
# expect: len RecursionError
# expect: isinstance RecursionError
def nest(make, n=50000):
    x = make(None)
    for _ in range(n): x = make(x)
    return x
for name, make in (('list', lambda x: [x]), ('tuple', lambda x: (x,)), ('dict', lambda x: {1: x})):
    x = nest(make)
    attempt('repr of ' + name, lambda: repr(x))
    y = nest(make)
    attempt('equality of ' + name, lambda: x == y)
# expect: repr of list RecursionError
# expect: equality of list RecursionError
# expect: repr of tuple RecursionError
# expect: equality of tuple RecursionError
# expect: repr of dict RecursionError
# expect: equality of dict RecursionError
import copy
attempt('deepcopy', lambda: copy.deepcopy(nest(lambda x: [x], 5000)))  # expect: deepcopy RecursionError
import json
attempt('json', lambda: json.dumps(nest(lambda x: [x])))  # expect: json RecursionError
attempt('isinstance tuple', lambda: isinstance(1, nest(lambda x: (x,) if x else (str,))))
# expect: isinstance tuple RecursionError
print('alive')  # expect: alive
# a finalizer that makes the next object with a finalizer
import sys
class Again:
    count = 0
    def __del__(self):
        Again.count += 1
        Again()
seen = []
hook, sys.unraisablehook = sys.unraisablehook, seen.append
Again()
sys.unraisablehook = hook
print(len(seen), seen[0].exc_type.__name__, Again.count > 100)  # expect: 1 RecursionError True
del Again.__del__
# a tree that contains itself
import ast
tree = ast.UnaryOp(ast.USub(), ast.Constant(1), lineno=1, col_offset=0, end_lineno=1, end_col_offset=1)
tree.operand = tree
attempt('compile', lambda: compile(ast.Expression(tree), 'name', 'eval'))  # expect: compile RecursionError

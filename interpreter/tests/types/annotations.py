# Annotations: where they are stored, when they are evaluated, __future__ annotations.
x: int = 5
y: 'forward'
print(__annotations__, 'y' in globals())  # expect: {'x': <class 'int'>, 'y': 'forward'} False
class C:
    a: int
    b: str = 'b'
    (c): float = 1
    print('c' in locals())
    if a if False else True:
        late: complex = 1j
# expect: True
print(C.__annotations__, C.b, hasattr(C, 'a'))
# expect: {'a': <class 'int'>, 'b': <class 'str'>, 'late': <class 'complex'>} b False
def f(a: int, b: 'str' = 'x', *args: list, k: dict = None, **kw: set) -> tuple:
    local: undefined_at_runtime = 5
    other: int
    return local
print(f.__annotations__, f(1))
# expect: {'a': <class 'int'>, 'b': 'str', 'args': <class 'list'>, 'k': <class 'dict'>, 'kw': <class 'set'>, 'return': <class 'tuple'>} 5
def tell(x):
    print('evaluated', x)
    return x
z: tell('annotation') = tell('value')
# expect: evaluated value
# expect: evaluated annotation
box = {}
box['k']: tell('item annotation') = 1  # expect: evaluated item annotation
class O: pass
o = O()
o.attr: tell('attribute annotation') = 2  # expect: evaluated attribute annotation
print(box, o.attr, list(__annotations__))  # expect: {'k': 1} 2 ['x', 'y', 'z']
def defaults(a: tell('a') = tell('default a'), *, b: tell('b') = tell('default b')) -> tell('return'): pass
# expect: evaluated default a
# expect: evaluated default b
# expect: evaluated a
# expect: evaluated b
# expect: evaluated return
def unbound():
    x: int
    try:
        return x
    except UnboundLocalError as error:
        return str(error)
print(unbound())  # expect: cannot access local variable 'x' where it is not associated with a value
class D(C): pass
print(D.__annotations__ is C.__annotations__, '__annotations__' in vars(D))  # expect: False True
class E(C):
    e: int
print(E.__annotations__, C.__annotations__)
# expect: {'e': <class 'int'>} {'a': <class 'int'>, 'b': <class 'str'>, 'late': <class 'complex'>}
__annotations__['added'] = 1
print('added' in __annotations__)  # expect: True
for source in ('x: int: str', '(a, b): int', '[a]: int', 'a, b: int', 'f(): int = 1', 'global x\nx: int', 'x: int += 1'):
    try:
        compile(source, 's', 'exec')
        print('ok')
    except SyntaxError as error:
        print(error.msg)
# expect: invalid syntax
# expect: only single target (not tuple) can be annotated
# expect: only single target (not list) can be annotated
# expect: only single target (not tuple) can be annotated
# expect: illegal target for annotation
# expect: ok
# expect: invalid syntax

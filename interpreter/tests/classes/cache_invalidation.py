# Sites that have seen one class, shape or value must notice every change.
class A:
    kind = 'class'
    def method(self): return 'A.method'
def read(o): return o.kind
def call(o): return o.method()
def add(a, b): return a + b
def size(o): return len(o)
def item(o, i): return o[i]
a = A()
for _ in range(200): read(a), call(a)
print(read(a), call(a))  # expect: class A.method
a.kind = 'instance'
a.method = lambda: 'instance method'
print(read(a), call(a))  # expect: instance instance method
del a.kind, a.method
print(read(a), call(a))  # expect: class A.method
A.kind = 'changed'
A.method = lambda self: 'changed method'
print(read(a), call(a))  # expect: changed changed method
A.kind = property(lambda self: 'property')
print(read(a))  # expect: property
a.__dict__['kind'] = 'hidden by property'
print(read(a))  # expect: property
del A.kind
print(read(a))  # expect: hidden by property
class Base: pass
class Sub(Base): pass
s = Sub()
s.own = 1
def get(o): return o.late
try:
    get(s)
except AttributeError as error:
    print(error)
# expect: 'Sub' object has no attribute 'late'
Base.late = 'base'
print([get(s) for _ in range(50)][-1])  # expect: base
Sub.late = 'sub'
print(get(s))  # expect: sub
del Sub.late
print(get(s))  # expect: base
s.__dict__['late'] = 'dict'
print(get(s))  # expect: dict
s.__dict__ = {'late': 'new dict'}
print(get(s))  # expect: new dict
Sub.__getattribute__ = lambda self, name: 'intercepted ' + name
print(get(s))  # expect: intercepted late
del Sub.__getattribute__
Sub.__getattr__ = lambda self, name: 'fallback ' + name
print(get(s), s.nothing)  # expect: new dict fallback nothing
class V:
    def __init__(self, n): self.n = n
v, w = V(1), V(2)
for _ in range(100): add(1, 2), add(1.5, 2), add('a', 'b')
try:
    add(v, w)
except TypeError as error:
    print(error)
# expect: unsupported operand type(s) for +: 'V' and 'V'
V.__add__ = lambda self, other: 'added'
print(add(v, w), add(1, 2), add([1], [2]))  # expect: added 3 [1, 2]
V.__add__ = lambda self, other: 'added differently'
print(add(v, w))  # expect: added differently
V.__len__ = lambda self: 7
print(size(v), size('abc'))  # expect: 7 3
V.__len__ = lambda self: 8
print(size(v))  # expect: 8
V.__getitem__ = lambda self, i: i * 2
print(item(v, 4), item([1, 2], 1), item({'k': 'v'}, 'k'), item('abc', 0))  # expect: 8 2 v a
def use_builtin(): return len('abc')
for _ in range(100): use_builtin()
len = lambda x: 'global len'
print(use_builtin())  # expect: global len
del len
print(use_builtin())  # expect: 3
import builtins
original = builtins.abs
def use_abs(): return abs(-1)
print(use_abs())  # expect: 1
builtins.abs = lambda x: 'patched'
print(use_abs())  # expect: patched
builtins.abs = original
print(use_abs())  # expect: 1
import math
def pi(): return math.pi
for _ in range(50): pi()
saved = math.pi
math.pi = 3
print(pi())  # expect: 3
math.pi = saved
def f(x): return 'first'
def call_f(): return f(1)
for _ in range(50): call_f()
def f(x, y=2): return ('second', x, y)
print(call_f())  # expect: ('second', 1, 2)
f.__defaults__ = (9,)
print(call_f())  # expect: ('second', 1, 9)
f.__code__ = (lambda x, y: ('third', y)).__code__
print(call_f())  # expect: ('third', 9)
class P:
    def __init__(self, flag):
        if flag: self.x = 1
        self.y = 2
        if not flag: self.x = 3
def xy(o): return o.x, o.y
print([xy(P(i % 2)) for i in range(4)])  # expect: [(3, 2), (1, 2), (3, 2), (1, 2)]
class Counter:
    def __init__(self): self.n = 0
    def bump(self):
        self.n += 1
        return self.n
c = Counter()
for _ in range(100): c.bump()
Counter.bump = lambda self: 'unbound'
print(c.n, c.bump())  # expect: 100 unbound
Sub.__bases__ = (A,)
print(call(s))  # expect: changed method
class X: y = 1
for _ in range(50): X.y
X.y = 2
print(X.y)  # expect: 2
class Meta(type): pass
class Z(metaclass=Meta): pass
def zq(): return Z.q
try:
    zq()
except AttributeError as error:
    print(error)
# expect: type object 'Z' has no attribute 'q'
Meta.q = 'from meta'
print(zq())  # expect: from meta
Z.q = 'from class'
print(zq())  # expect: from class
Meta.q = property(lambda cls: 'meta property')
print(zq())  # expect: meta property

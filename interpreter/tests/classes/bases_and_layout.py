# Assigning __bases__ and __class__: mro and layout of the whole tree are checked before anything changes.
class A: pass
class B: pass
class C(A, B): pass
class D(A, B): pass
class E(C, D): pass

try:
    C.__bases__ = (B, A)
except TypeError as e:
    print(type(e).__name__)
# expect: TypeError
print([c.__name__ for c in E.__mro__], [c.__name__ for c in C.__bases__])
# expect: ['E', 'C', 'D', 'A', 'B', 'object'] ['A', 'B']

class L(list): pass
try:
    L.__bases__ = (dict,)
except TypeError as e:
    print(e)
# expect: __bases__ assignment: 'dict' object layout differs from 'list'

class G:
    __slots__ = ['a', 'b']
class H:
    __slots__ = ['b', 'a']
class J:
    __slots__ = ['c', 'b']
x = G()
x.a, x.b = 1, 2
x.__class__ = H
print(type(x).__name__, x.a, x.b)  # expect: H 1 2
try:
    x.__class__ = J
except TypeError as e:
    print(e)
# expect: __class__ assignment: 'J' object layout differs from 'H'

class Empty:
    __slots__ = ()
class Open: pass
class Both(Empty, Open):
    __slots__ = ()
both = Both()
both.x = 2
print(both.__dict__)  # expect: {'x': 2}
del both.__dict__
print(both.__dict__)  # expect: {}

class Reversed(type):
    def mro(cls):
        return type.mro(cls)[::-1]
class R(A, metaclass=Reversed): pass
print([c.__name__ for c in R.__mro__])  # expect: ['object', 'A', 'R']

class Devious(type):
    def mro(cls):
        return [cls, dict, object]
try:
    class X(metaclass=Devious): pass
except TypeError as e:
    print(e)
# expect: mro() returned base with unsuitable layout ('dict')
try:
    object.__setattr__(int, 'x', 1)
except TypeError as e:
    print(e)
# expect: can't apply this __setattr__ to type object

# Inheritance: method resolution order, super, diamond, errors of inconsistent orders.
class A:
    def f(self): return ['A']
class B(A):
    def f(self): return ['B'] + super().f()
class C(A):
    def f(self): return ['C'] + super().f()
class D(B, C):
    def f(self): return ['D'] + super().f()
print(D().f(), [c.__name__ for c in D.__mro__], D.mro()[1])
# expect: ['D', 'B', 'C', 'A'] ['D', 'B', 'C', 'A', 'object'] <class '__main__.B'>
print(super(B, D()).f(), super(D, D).f(D()))  # expect: ['C', 'A'] ['B', 'C', 'A']
class E(D):
    def f(self):
        return ['E'] + super(D, self).f()
    @classmethod
    def make(cls): return super().__new__(cls)
print(E().f(), type(E.make()).__name__)  # expect: ['E', 'B', 'C', 'A'] E
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: type('X', (A, B), {}))
# expect: TypeError: Cannot create a consistent method resolution order (MRO) for bases A, B
attempt(lambda: type('X', (A, A), {}))  # expect: TypeError: duplicate base class A
attempt(lambda: type('X', (int, str), {}))  # expect: TypeError: multiple bases have instance lay-out conflict
attempt(lambda: type('X', (bool,), {}))  # expect: TypeError: type 'bool' is not an acceptable base type
attempt(lambda: type('X', (5,), {}))
# expect: TypeError: metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases
attempt(lambda: type('X', 5, {}))  # expect: TypeError: type.__new__() argument 2 must be tuple, not int
attempt(lambda: super())  # expect: RuntimeError: super(): no arguments
attempt(lambda: super(A, 5))
# expect: TypeError: super(type, obj): obj (instance of int) is not an instance or subtype of type (A).
attempt(lambda: super(B, B()).missing)  # expect: AttributeError: 'super' object has no attribute 'missing'
print(issubclass(D, A), issubclass(A, D), isinstance(D(), (int, C)), issubclass(bool, int), D.__base__, D.__bases__)
# expect: True False True True <class '__main__.B'> (<class '__main__.B'>, <class '__main__.C'>)
print(A.__subclasses__(), object.__bases__, type.__mro__)
# expect: [<class '__main__.B'>, <class '__main__.C'>] () (<class 'type'>, <class 'object'>)
class Base:
    def __init__(self, **kwargs):
        self.rest = kwargs
class Left(Base):
    def __init__(self, left=0, **kwargs):
        super().__init__(**kwargs)
        self.left = left
class Right(Base):
    def __init__(self, right=0, **kwargs):
        super().__init__(**kwargs)
        self.right = right
class Both(Left, Right): pass
b = Both(left=1, right=2, more=3)
print(b.left, b.right, b.rest)  # expect: 1 2 {'more': 3}
B.__bases__ = (C,)
print([c.__name__ for c in B.__mro__])  # expect: ['B', 'C', 'A', 'object']
class S(str):
    def shout(self): return self.upper() + '!'
s = S('abc')
print(s.shout(), s + 'd', type(s + 'd').__name__, s == 'abc', {s: 1}['abc'], len(s))  # expect: ABC! abcd str True 1 3
class L(list):
    def __getitem__(self, i): return 'item %r' % (i,)
l = L([1, 2])
print(l[0], l[1:], list(l), l, isinstance(l, list))  # expect: item 0 item slice(1, None, None) [1, 2] [1, 2] True
class I(int):
    def __add__(self, other): return 'added'
print(I(5) + 1, 1 + I(5), I(7) * 2, type(I(7) * 2).__name__, repr(I(3)), I(3).real)  # expect: added 6 14 int 3 3
class F(float): pass
class T(tuple):
    def __new__(cls, *args): return super().__new__(cls, args)
print(T(1, 2, 3), F(1.5), F(1.5) + 1, type(T(1)[:]).__name__)  # expect: (1, 2, 3) 1.5 2.5 tuple
class Dd(dict):
    def __missing__(self, key): return key * 2
print(Dd(a=1)['a'], Dd()['zz'], Dd().get('zz'))  # expect: 1 zzzz None

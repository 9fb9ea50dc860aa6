# __slots__: no dict, unset slots, inheritance, conflicts.
class P:
    __slots__ = ('x', 'y')
    def __init__(self, x): self.x = x
p = P(1)
print(p.x, hasattr(p, 'y'), hasattr(p, '__dict__'), P.__slots__)  # expect: 1 False False ('x', 'y')
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: p.y)  # expect: AttributeError: 'P' object has no attribute 'y'
attempt(lambda: setattr(p, 'z', 1))
# expect: AttributeError: 'P' object has no attribute 'z' and no __dict__ for setting new attributes
attempt(lambda: delattr(p, 'y'))  # expect: AttributeError: y
p.y = 2
del p.x
attempt(lambda: p.x)  # expect: AttributeError: 'P' object has no attribute 'x'
print(p.y, type(P.x).__name__, P.y.__get__(p), P.x.__name__)  # expect: 2 member_descriptor 2 x
class Q(P):
    __slots__ = ['z']
q = Q(5)
q.y, q.z = 6, 7
print(q.x, q.y, q.z, hasattr(q, '__dict__'))  # expect: 5 6 7 False
class R(P): pass
r = R(1)
r.any = 5
print(r.any, r.x, r.__dict__)  # expect: 5 1 {'any': 5}
class S:
    __slots__ = 'single'
s = S()
s.single = 1
print(s.single)  # expect: 1
class W:
    __slots__ = ('__dict__', '__weakref__', 'a')
w = W()
w.a, w.b = 1, 2
print(w.__dict__, w.a)  # expect: {'b': 2} 1
attempt(lambda: type('X', (), {'__slots__': ('a',), 'a': 1}))
# expect: ValueError: 'a' in __slots__ conflicts with class variable
attempt(lambda: type('X', (), {'__slots__': ('1a',)}))  # expect: TypeError: __slots__ must be identifiers
attempt(lambda: type('X', (), {'__slots__': (5,)}))  # expect: TypeError: __slots__ items must be strings, not 'int'
attempt(lambda: type('X', (int,), {'__slots__': ('a',)}))
# expect: TypeError: nonempty __slots__ not supported for subtype of 'int'
attempt(lambda: type('X', (P, S), {}))  # expect: TypeError: multiple bases have instance lay-out conflict
attempt(lambda: P.x.__get__(5))  # expect: TypeError: descriptor 'x' for 'P' objects doesn't apply to a 'int' object
import weakref
attempt(lambda: weakref.ref(p))  # expect: TypeError: cannot create weak reference to 'P' object
class V(S): __slots__ = ()
attempt(lambda: setattr(V(), 'q', 1))
# expect: AttributeError: 'V' object has no attribute 'q' and no __dict__ for setting new attributes
class Defaults:
    __slots__ = {'a': 'doc of a'}
attempt(lambda: Defaults.__slots__['a'])  # expect: doc of a
p2 = P(3)
attempt(lambda: setattr(p2, '__class__', S))
# expect: TypeError: __class__ assignment: 'S' object layout differs from 'P'

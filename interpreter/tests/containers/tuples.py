# Tuples: methods, hashing, comparison, named tuples.
t = (1, 2, 3, 2)
print(t.count(2), t.index(2), t.index(2, 2), t[1:], t + (4,), t * 2, len(t), 3 in t, t[-1], t[::-1])
# expect: 2 1 3 (2, 3, 2) (1, 2, 3, 2, 4) (1, 2, 3, 2, 1, 2, 3, 2) 4 True 2 (2, 3, 2, 1)
print((), (1,), tuple('ab'), tuple([1]), tuple(), tuple(range(3)), (1, (2, (3,))), hash((1, 2)) == hash((1.0, 2.0)))
# expect: () (1,) ('a', 'b') (1,) () (0, 1, 2) (1, (2, (3,))) True
print((1, 2) < (1, 3), (1,) < (1, 0), (1, 'a') == (1, 'a'), () < (0,), (1, 2) == [1, 2])
# expect: True True True True False
a, (b, c) = 1, (2, 3)
print(a, b, c, *(4, 5), (lambda *x: x)(1, 2))  # expect: 1 2 3 4 5 (1, 2)
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: t.__setitem__)  # expect: AttributeError: 'tuple' object has no attribute '__setitem__'
attempt(lambda: t.append)  # expect: AttributeError: 'tuple' object has no attribute 'append'
attempt(lambda: t.index(9))  # expect: ValueError: tuple.index(x): x not in tuple
attempt(lambda: hash(([],)))  # expect: TypeError: unhashable type: 'list'
attempt(lambda: (1,) < ('a',))  # expect: TypeError: '<' not supported between instances of 'int' and 'str'
attempt(lambda: t + [1])  # expect: TypeError: can only concatenate tuple (not "list") to tuple
attempt(lambda: tuple(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: t[1.5])  # expect: TypeError: tuple indices must be integers or slices, not float
from collections import namedtuple
Point = namedtuple('Point', 'x y', defaults=[0])
p = Point(1, 2)
print(p, p.x, p[1], p._replace(x=9), p._asdict(), Point._fields, Point(5), p == (1, 2), Point._make([3, 4]), Point._field_defaults)
# expect: Point(x=1, y=2) 1 2 Point(x=9, y=2) {'x': 1, 'y': 2} ('x', 'y') Point(x=5, y=0) True Point(x=3, y=4) {'y': 0}
x, y = p
print(x, y, hash(p) == hash((1, 2)), isinstance(p, tuple), len(p), p + (3,), [*p])
# expect: 1 2 True True 2 (1, 2, 3) [1, 2]
attempt(lambda: Point())  # expect: TypeError: Point.__new__() missing 1 required positional argument: 'x'
attempt(lambda: Point(1, 2, 3))
# expect: TypeError: Point.__new__() takes from 2 to 3 positional arguments but 4 were given
attempt(lambda: p._replace(z=1))  # expect: TypeError: Got unexpected field names: ['z']
attempt(lambda: setattr(p, 'x', 5))  # expect: AttributeError: can't set attribute
attempt(lambda: namedtuple('N', 'a a'))  # expect: ValueError: Encountered duplicate field name: 'a'
attempt(lambda: namedtuple('N', 'class'))  # expect: ValueError: Type names and field names cannot be a keyword: 'class'
attempt(lambda: namedtuple('N', 'class a', rename=True)._fields)  # expect: ('_0', 'a')
from typing import NamedTuple
class Employee(NamedTuple):
    """Doc."""
    name: str
    id: int = 3
    def label(self): return f'{self.name}#{self.id}'
print(Employee('Guido'), Employee('x', 5).label(), Employee.__doc__, Employee.__annotations__)
# expect: Employee(name='Guido', id=3) x#5 Doc. {'name': <class 'str'>, 'id': <class 'int'>}

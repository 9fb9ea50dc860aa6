# Comparison methods: reflection, NotImplemented, default equality, hash rules.
class A:
    def __lt__(self, other):
        print('A.lt', end=' ')
        return NotImplemented
    def __eq__(self, other):
        print('A.eq', end=' ')
        return NotImplemented
class B:
    def __gt__(self, other):
        print('B.gt', end=' ')
        return 'greater'
    def __eq__(self, other):
        print('B.eq', end=' ')
        return True
print(A() < B())  # expect: A.lt B.gt greater
print(A() == B(), A() != B())  # expect: A.eq B.eq A.eq B.eq True False
print(A() == A())  # expect: A.eq A.eq False
try:
    A() < A()
except TypeError as error:
    print(error)
# expect: A.lt '<' not supported between instances of 'A' and 'A'
class C(A):
    def __gt__(self, other):
        print('C.gt', end=' ')
        return True
print(A() < C())  # expect: C.gt True
try:
    hash(B())
except TypeError as error:
    print(error)
# expect: unhashable type: 'B'
class D(B):
    __hash__ = object.__hash__
print(isinstance(hash(D()), int))  # expect: True
class E:
    def __eq__(self, other):
        return [1, 2]
    def __ne__(self, other):
        return 'ne'
print(E() == 1, E() != 1, 1 == E(), E() in [1], [1].count(E()))  # expect: [1, 2] ne [1, 2] True 1
import functools
@functools.total_ordering
class T:
    def __init__(self, v): self.v = v
    def __eq__(self, other): return self.v == other.v
    def __lt__(self, other): return self.v < other.v
print(T(1) <= T(1), T(2) > T(1), T(1) >= T(2), sorted([3, 1, 2], key=T))  # expect: True True False [1, 2, 3]

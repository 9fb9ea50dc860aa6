# Identity and equality of strings and small values, hashing of equal values.
a = 'hello'
b = 'hel' + 'lo'
c = ''.join(['hel', 'lo'])
print(a == b == c, hash(a) == hash(c), hash(a) == hash(b), len({a, b, c}))  # expect: True True True 1
import sys
print(sys.intern(c) is sys.intern(a), a[:] is a, str(a) is a, a.replace('z', 'y') == a)  # expect: True True True True
print(hash(1) == hash(1.0) == hash(True) == hash(1 + 0j), hash(-1), hash(-2), hash(2 ** 61 - 1), hash(2 ** 61), hash(0.5), hash(float('inf')), hash(None) == hash(None))
# expect: True -2 -2 0 1 1152921504606846976 314159 True
print(hash((1, 2)) == hash((1, 2)), hash(()) == hash(()), hash(frozenset([1, 2])) == hash(frozenset([2, 1])), hash('') == hash(b''))
# expect: True True True True
x = 1000
y = 1000
print(x == y, x is x, () == tuple(), [] == list())  # expect: True True True True
print({1: 'int', 1.0: 'float', True: 'bool'}, {1, 1.0, True}, [1, 2].index(True), 1.0 in {1}, '1' in {1})
# expect: {1: 'bool'} {1} 0 True False
class K:
    def __init__(self, v): self.v = v
    def __hash__(self): return 1
    def __eq__(self, other): return isinstance(other, K) and self.v == other.v
d = {K(i): i for i in range(5)}
print(d[K(3)], K(9) in d, len(d), K(1) == K(1), K(1) != K(2), len({K(1), K(1), K(2)}))  # expect: 3 False 5 True True 2
n = float('nan')
print(n in [n], [n] == [n], (n,) == (n,), {n: 1}[n], n == n, [float('nan')] == [n])
# expect: True True True 1 False False

# Sorting: stability, keys, reverse, comparisons that fail or mutate, many sizes.
print(sorted([3, 1, 2]), sorted('hello'), sorted({'b': 1, 'a': 2}), sorted([(1, 'b'), (1, 'a'), (0, 'z')]))
# expect: [1, 2, 3] ['e', 'h', 'l', 'l', 'o'] ['a', 'b'] [(0, 'z'), (1, 'a'), (1, 'b')]
words = ['banana', 'Apple', 'cherry', 'date', 'Fig']
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=len, reverse=True))
# expect: ['Apple', 'Fig', 'banana', 'cherry', 'date'] ['Apple', 'banana', 'cherry', 'date', 'Fig'] ['Fig', 'date', 'Apple', 'banana', 'cherry'] ['banana', 'cherry', 'Apple', 'date', 'Fig']
pairs = [(i % 3, i) for i in range(9)]
print(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: -p[0]))
# expect: [(0, 0), (0, 3), (0, 6), (1, 1), (1, 4), (1, 7), (2, 2), (2, 5), (2, 8)] [(2, 2), (2, 5), (2, 8), (1, 1), (1, 4), (1, 7), (0, 0), (0, 3), (0, 6)]
print(sorted([1.5, 1, True, 0]), sorted([b'b', b'a']), sorted([[2], [1, 5], []]), sorted([{1}, {1, 2}], key=len))
# expect: [0, 1, True, 1.5] [b'a', b'b'] [[], [1, 5], [2]] [{1}, {1, 2}]
state = 12345
numbers = []
for _ in range(3000):
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    numbers.append(state >> 8)
for size in (0, 1, 2, 3, 31, 32, 33, 63, 64, 65, 100, 1000, 3000):
    part = numbers[:size]
    result = sorted(part)
    assert all(a <= b for a, b in zip(result, result[1:])) and len(result) == size and sum(result) == sum(part)
    assert sorted(part, reverse=True) == result[::-1]
    assert sorted(result + part) == sorted(part + result)
    stable = sorted(enumerate(part), key=lambda p: p[1] % 10)
    assert all((a[1] % 10, a[0]) < (b[1] % 10, b[0]) for a, b in zip(stable, stable[1:]))
print('sizes ok')  # expect: sizes ok
runs = list(range(100)) + list(range(50, 0, -1)) + [7] * 40 + list(range(200, 300))
print(sorted(runs) == sorted(reversed(runs)), sorted(runs)[:5], sorted(runs)[-1])  # expect: True [0, 1, 1, 2, 2] 299
class Counted:
    compared = 0
    def __init__(self, v): self.v = v
    def __lt__(self, other):
        Counted.compared += 1
        return self.v < other.v
result = sorted(map(Counted, range(100)))
print(Counted.compared, [c.v for c in result[:3]])  # expect: 99 [0, 1, 2]
L = [3, 2, 1]
def spy(x):
    L.append('changed')
    return x
try:
    L.sort(key=spy)
except ValueError as error:
    print(error, L)
# expect: list modified during sort [1, 2, 3]
M = [2, 1, 3]
def look(x):
    seen.append(list(M))
    return x
seen = []
M.sort(key=look)
print(M, seen)  # expect: [1, 2, 3] [[], [], []]
N = [3, 1, 2]
def fail(x):
    if x == 1: raise KeyError('in key')
    return x
try:
    N.sort(key=fail)
except KeyError as error:
    print(error, N)
# expect: 'in key' [3, 1, 2]
try:
    sorted([1, None, 2])
except TypeError as error:
    print(error)
# expect: '<' not supported between instances of 'NoneType' and 'int'
import functools, operator
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)), sorted(pairs, key=operator.itemgetter(1), reverse=True)[0], sorted('bca', key=None))
# expect: [3, 2, 1] (2, 8) ['a', 'b', 'c']
print(sorted([float('inf'), -1, 10 ** 30, 2.5, -10 ** 30]), [2, 1].sort(), sorted([(2, 'a'), (1, None), (3, 'b')], key=lambda t: t[0]))
# expect: [-1000000000000000000000000000000, -1, 2.5, 1000000000000000000000000000000, inf] None [(1, None), (2, 'a'), (3, 'b')]
print(min([3, 1, 2], key=lambda x: -x), max('abc', 'ab', key=len), max([], default='none'), min(5, 3, 4), max([(1, 2), (1, 3)]))
# expect: 3 abc none 3 (1, 3)

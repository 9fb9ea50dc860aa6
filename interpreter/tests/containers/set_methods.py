# set and frozenset: operators, methods, in-place forms, errors.
a, b = {1, 2, 3}, {3, 4}
print(a | b, a & b, a - b, b - a, a ^ b, a | b | {9}, len(a))
# expect: {1, 2, 3, 4} {3} {1, 2} {4} {1, 2, 4} {1, 2, 3, 4, 9} 3
print(a.union([5], (6,)), a.intersection([1, 9]), a.difference([1]), a.symmetric_difference([1, 7]), a.union(), a.issubset({1, 2, 3, 4}), a.issuperset([1]), a.isdisjoint([8]))
# expect: {1, 2, 3, 5, 6} {1} {2, 3} {2, 3, 7} {1, 2, 3} True True True
print(a < a, a <= a, a > {1}, a >= {1, 2}, {1} < {2}, a == {3, 2, 1}, a != frozenset([1, 2, 3]), frozenset([1]) == {1})
# expect: False True True True False True False True
c = a.copy()
c.add(10); c.add(1); c.discard(99); c.remove(2)
print(sorted(c), 10 in c, c.pop() in {1, 3, 10}, len(c))  # expect: [1, 3, 10] True True 2
c.clear(); print(c)  # expect: set()
c |= {1, 2}; c &= {2, 3}; c -= {5}; c ^= {7}; print(sorted(c))  # expect: [2, 7]
c.update([3], 'ab'); c.difference_update('a'); c.intersection_update({2, 3, 'b'}); c.symmetric_difference_update({2, 9})
print(sorted(c, key=str))  # expect: [3, 9, 'b']
f = frozenset('abc')
print(sorted(f), 'a' in f, hash(f) == hash(frozenset('cba')), type(f | {1}).__name__, type({1} | f).__name__, {f: 1}[frozenset('bca')], f.copy() is f)
# expect: ['a', 'b', 'c'] True True frozenset set 1 True
print({frozenset({1})} == {frozenset({1})}, {1} in {frozenset({1})}, set('hello') == set('ehlo'), set() == frozenset(), sorted(set(range(5)) - {2}))
# expect: True True True True [0, 1, 3, 4]
print({x for x in 'aab'} == {'a', 'b'}, bool(set()), set({'k': 1}), sorted({3, 1, 2}), max({1, 5}), sum({1, 2}), {*[1, 2], *[2]})
# expect: True False {'k'} [1, 2, 3] 5 3 {1, 2}
big = set(range(1000))
for i in range(0, 1000, 3): big.discard(i)
print(len(big), sum(big), 999 in big, 998 in big, big.isdisjoint(range(0, 1000, 3)))
# expect: 666 332667 False True True
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: {1}.remove(5))  # expect: KeyError: 5
attempt(lambda: set().pop())  # expect: KeyError: 'pop from an empty set'
attempt(lambda: {1} | [2])  # expect: TypeError: unsupported operand type(s) for |: 'set' and 'list'
attempt(lambda: {1} < [1])  # expect: TypeError: '<' not supported between instances of 'set' and 'list'
attempt(lambda: {[]})  # expect: TypeError: unhashable type: 'list'
attempt(lambda: {1}.add([]))  # expect: TypeError: unhashable type: 'list'
attempt(lambda: {1}.add({1}))  # expect: TypeError: unhashable type: 'set'
attempt(lambda: set(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: hash(set()))  # expect: TypeError: unhashable type: 'set'
attempt(lambda: frozenset().add(1))  # expect: AttributeError: 'frozenset' object has no attribute 'add'
attempt(lambda: a[0])  # expect: TypeError: 'set' object is not subscriptable
attempt(lambda: {1}.union(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: {1} + {2})  # expect: TypeError: unsupported operand type(s) for +: 'set' and 'set'
attempt(lambda: [] in {1})  # expect: TypeError: unhashable type: 'list'
def mutate():
    s = {1}
    for x in s: s.add(x + 1)
attempt(mutate)  # expect: RuntimeError: Set changed size during iteration
class S(set): pass
print(type(S([1]) | {2}).__name__, S([1]), type(S().copy()).__name__, S([1]) == {1})  # expect: set S({1}) set True

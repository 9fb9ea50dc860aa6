# Tuples as keys and in sorts: items that tell at once (ints, strs) and items that must be asked.
d = {}
d[1, 2] = 'ints'
print(d[1.0, 2], d[True, 2], (1, 2.0) in d, (1, 3) in d, (1, '2') in d, (1,) in d, (1, 2, 3) in d)
# expect: ints ints True False False False False
d[1.0, True + 1] = 'again'
print(len(d), list(d)[0], d)  # expect: 1 (1, 2) {(1, 2): 'again'}
s = {('a', 1), ('a', 2), (('a',), 1), ('a', None)}
print(('a', 1.0) in s, (('a',), 1) in s, (('b',), 1) in s, ('a', None) in s, ('ab'[0], 2) in s)
# expect: True True False True True
nan = float('nan')
print((nan, 1) in {(nan, 1)}, (nan,) == (nan,), (float('nan'),) == (float('nan'),))  # expect: True True False


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, other):
        seen.append(self.n)
        return self.n == other

    def __lt__(self, other):
        return self.n < other.n


seen = []
table = {(5, Key(7)): 'found'}
print(table[5, 7], (5, 8) in table, seen)  # expect: found False [7]


class Clearing:
    def __hash__(self):
        return 3

    def __eq__(self, other):
        target.clear()
        return False


target = {(3, Clearing()): 1}
target[3, Clearing()] = 2
print(len(target))  # expect: 1
members = {1}
members.clear()


class Dropping:
    def __hash__(self):
        return 11

    def __eq__(self, other):
        members.clear()
        return False


members.add(Dropping())
members.add(Dropping())
print(len(members), Dropping() in members, len(members))  # expect: 1 False 0

print(sorted([(2, 'b'), (1, 'c'), (2, 'a'), (1,), (1, 'c', 0), ()]))
# expect: [(), (1,), (1, 'c'), (1, 'c', 0), (2, 'a'), (2, 'b')]
print(sorted([(1, 2.5), (1, 2), (0.5, 9), (True, 0)]))  # expect: [(0.5, 9), (True, 0), (1, 2), (1, 2.5)]
print([k.n for _, k in sorted([(1, Key(3)), (1, Key(2)), (0, Key(9))])])  # expect: [9, 2, 3]
try:
    sorted([(1, None), (1, 'x')])
except TypeError as error:
    print(error)  # expect: '<' not supported between instances of 'str' and 'NoneType'
print(sorted(['bb', 'a', 'ccc'], key=lambda w: (-len(w), w)))  # expect: ['ccc', 'bb', 'a']

# pairs that loops unpack
pairs = [(1, 'a'), (2, 'b')]
for n, text in pairs:
    if n == 1:
        pairs[0] = pairs[1] = None
        pairs[1] = (3, 'c')
    print(n, text)
# expect: 1 a
# expect: 3 c
for a, b in ((1, 2), [3, 4], 'xy'):
    print(a, b)
# expect: 1 2
# expect: 3 4
# expect: x y
try:
    for a, b in [(1, 2), (1, 2, 3)]:
        pass
except ValueError as error:
    print(error, a, b)  # expect: too many values to unpack (expected 2) 1 2
a = (5, 6)
a, b = a
print(a, b)  # expect: 5 6
b = ('x', 'y')
a, b = b
print(a, b)  # expect: x y

# an iterator that has ended stays so
items = [1]
it = iter(items)
for _ in it:
    pass
items.append(2)
print(list(it), next(it, 'end'))  # expect: [] end
it = iter((1, 2))
for _ in it:
    pass
print(it.__length_hint__(), it.__reduce__()[1], list(it))  # expect: 0 ((),) []

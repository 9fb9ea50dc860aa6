# Calls, slices, pairs and delegation where the loop takes a short way.
def args(*a, **k): return a, sorted(k.items())
def two(a, b=2, *, c=3): return a, b, c
class C:
    def m(self, *a): return a
    def n(self, a, b): return a + b
c = C()
t = (1, 2)
print(args(*t), args(*[]), args(*t, **{}), args(*t, **{'z': 1}))
print(two(*t), two(*(5,)), c.m(*t), c.n(*t), c.n(*'ab'))
for bad in (lambda: two(*()), lambda: c.n(*(1, 2, 3))):
    try: bad()
    except TypeError: print('TypeError')
def deep(n, *rest): return n if n == 0 else deep(n - 1, *rest)
print(deep(50, *range(20)))
big = tuple(range(3000))
print(len(args(*big)[0]), sum(args(*big)[0]))

l = [0, 1, 2, 3, 4, 5]
s = 'abcdef'
u = tuple(l)
for a, b in ((1, 3), (-3, -1), (4, 2), (None, 2), (2, None), (-99, 99), (6, 9), (3, -99)):
    assert l[a:b] == list(u[a:b]) and ''.join(s[a:b]) == ''.join(chr(97 + i) for i in l[a:b])
print(l[1:3], u[-2:], s[:2], u[:] is u, s[:] is s, l[:] is l)
l[1:3] = [10, 20]
l[:2] = ('x', 'y')
print(l)
l[:2] = [[], []]
l[:2] = l[2:4]
print(l)
l[1:1] = [7, 8]
l[:] = l
print(l)

class Loud:
    def __init__(self, n): self.n = n
    def __del__(self): log.append(self.n)
log = []
l = [Loud(1), Loud(2), Loud(3)]
l[:2] = [5, 6]
a, b, c3 = l
print(log, a, b)
del a, b, c3, l
print(log)

d = {'a': 1, 'b': 2}
print([(k, v) for k, v in d.items()], [(i, x) for i, x in enumerate('xy', 5)], [(x, y) for x, y in zip('ab', (1, 2, 3))])
try:
    for k, v in d.items(): d[k + 'x'] = v
except RuntimeError as e: print(e)
print([(i, x) for i, x in enumerate('ab', 2 ** 47 - 1)])
def broken():
    yield 1
    raise ValueError('from the iterator')
try:
    for i, x in enumerate(broken()): print(i, x)
except ValueError as e: print(e)
try:
    for x, y in zip('ab', broken()): print(x, y)
except ValueError as e: print(e)

# delegation: values, results, exceptions, closing
def inner(n):
    got = []
    try:
        for i in range(n): got.append((yield i))
    except KeyError: got.append('KeyError')
    finally: got.append('end')
    return got
def outer(n):
    first = yield from inner(n)
    second = yield from inner(1)
    return first, second
def drive(g, *values):
    out = [next(g)]
    try:
        for v in values: out.append(g.throw(v) if isinstance(v, Exception) else g.send(v))
    except StopIteration as e: out.append(e.value)
    return out
print(drive(outer(2), 'a', 'b', 'c'))
print(drive(outer(3), 'a', KeyError(), 'z'))
g = outer(2)
next(g)
g.close()
def failing():
    yield 1
    raise OSError('below')
def above():
    try: yield from failing()
    except OSError as e: yield 'caught ' + str(e)
print(list(above()))
def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)
print(sum(tree(8)), list(tree(3)))
def itself():
    yield next(me)
me = itself()
try: next(me)
except ValueError as e: print(e)
async def leaf(n): return n
async def branch(n): return await leaf(n) + await leaf(n + 1)
try: branch(4).send(None)
except StopIteration as e: print(e.value)

# big intermediate ints
print((123456789012 * 1103515245 + 12345) & 0x7fffffff, (-123456789012 * 987654321) & 0xffff, (2 ** 47 - 1) + 1, -(2 ** 47) - 1)
print((1 << 46) * 4, (1 << 46) << 5, 2 ** 70 & 255, -(2 ** 70) & 0xffff, -(2 ** 70 + 1) & 0xffff)
print(int('123'), int('-0'), int('00012'), int('-99999999999999'), int('+5'), int(' 7 '))

# expect: ((1, 2), []) ((), []) ((1, 2), []) ((1, 2), [('z', 1)])
# expect: (1, 2, 3) (5, 2, 3) (1, 2) 3 ab
# expect: TypeError
# expect: TypeError
# expect: 0
# expect: 3000 4498500
# expect: [1, 2] (4, 5) ab True True False
# expect: ['x', 'y', 20, 3, 4, 5]
# expect: [20, 3, 20, 3, 4, 5]
# expect: [20, 7, 8, 3, 20, 3, 4, 5]
# expect: [2, 1] 5 6
# expect: [2, 1, 3]
# expect: [('a', 1), ('b', 2)] [(5, 'x'), (6, 'y')] [('a', 1), ('b', 2)]
# expect: dictionary changed size during iteration
# expect: [(140737488355327, 'a'), (140737488355328, 'b')]
# expect: 0 1
# expect: from the iterator
# expect: a 1
# expect: from the iterator
# expect: [0, 1, 0, (['a', 'b', 'end'], ['c', 'end'])]
# expect: [0, 1, 0, (['a', 'KeyError', 'end'], ['z', 'end'])]
# expect: [1, 'caught below']
# expect: 502 [1, 2, 1, 3, 1, 2, 1]
# expect: generator already executing
# expect: 9
# expect: 211444413 55340 140737488355328 -140737488355329
# expect: 281474976710656 2251799813685248 0 0 65535
# expect: 123 0 12 -99999999999999 5 7

# Generators put together: pipelines, infinite sources, itertools, sieves, permutations, tree walks.
import itertools
def naturals(n=0):
    while True:
        yield n
        n += 1
def take(n, it):
    for _, x in zip(range(n), it):
        yield x
print(list(take(5, naturals(3))), list(itertools.islice(naturals(), 2, 10, 3)))  # expect: [3, 4, 5, 6, 7] [2, 5, 8]
def sieve():
    composites = {}
    for n in naturals(2):
        if n in composites:
            for p in composites.pop(n):
                composites.setdefault(n + p, []).append(p)
        else:
            yield n
            composites[n * n] = [n]
print(list(take(12, sieve())))  # expect: [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]
def permutations(items):
    if not items:
        yield []
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield [item] + rest
print([''.join(p) for p in permutations(list('abc'))])  # expect: ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
print(next(x for x in fib() if x > 1000), list(itertools.takewhile(lambda x: x < 30, fib())))
# expect: 1597 [0, 1, 1, 2, 3, 5, 8, 13, 21]
def running():
    total = 0
    while True:
        total += (yield total) or 0
r = running()
next(r)
print([r.send(i) for i in range(5)])  # expect: [0, 1, 3, 6, 10]
def grep(pattern, lines):
    return (line for line in lines if pattern in line)
def numbers(lines):
    for i, line in enumerate(lines, 1):
        yield f'{i}: {line}'
print(list(numbers(grep('a', ['abc', 'xyz', 'bar']))))  # expect: ['1: abc', '2: bar']
gens = [(lambda n: (x * n for x in range(3)))(k) for k in (1, 10)]
print([list(g) for g in gens])  # expect: [[0, 1, 2], [0, 10, 20]]
order = []
def tracked(name, items):
    for i in items:
        order.append(f'{name}{i}')
        yield i
list(tracked('b', tracked('a', range(2))))
print(order)  # expect: ['a0', 'b0', 'a1', 'b1']
def zipper(*iterables):
    iterators = [iter(i) for i in iterables]
    while True:
        row = []
        for i in iterators:
            try:
                row.append(next(i))
            except StopIteration:
                return
        yield tuple(row)
print(list(zipper('abc', [1, 2])))  # expect: [('a', 1), ('b', 2)]
first = (print('evaluated at once') or x for x in [1])
lazy = (1 / 0 for _ in [1])
try:
    (x for x in undefined)
except NameError as error:
    print(error)
# expect: name 'undefined' is not defined
try:
    next(lazy)
except ZeroDivisionError as error:
    print(error)
# expect: division by zero
print(next(first))
# expect: evaluated at once
# expect: 1

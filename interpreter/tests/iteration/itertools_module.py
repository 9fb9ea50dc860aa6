# itertools: every function on small inputs.
import itertools as it
print(list(it.chain('ab', [1])), list(it.chain.from_iterable(['ab', 'c'])), list(it.islice('abcdef', 1, 5, 2)), list(it.islice(it.count(5, 2), 3)), list(it.islice(it.cycle('ab'), 5)), list(it.repeat('x', 2)))
# expect: ['a', 'b', 1] ['a', 'b', 'c'] ['b', 'd'] [5, 7, 9] ['a', 'b', 'a', 'b', 'a'] ['x', 'x']
print(list(it.accumulate([1, 2, 3])), list(it.accumulate([1, 2, 3], lambda a, b: a * b, initial=10)), list(it.batched('abcde', 2)), list(it.compress('abcd', [1, 0, 1])), list(it.dropwhile(lambda x: x < 3, [1, 3, 1])), list(it.takewhile(lambda x: x < 3, [1, 3, 1])), list(it.filterfalse(lambda x: x % 2, range(5))))
# expect: [1, 3, 6] [10, 10, 20, 60] [('a', 'b'), ('c', 'd'), ('e',)] ['a', 'c'] [3, 1] [1] [0, 2, 4]
print([(k, list(g)) for k, g in it.groupby('aabbba')], [(k, list(g)) for k, g in it.groupby([1, 3, 2, 4], key=lambda x: x % 2)], list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.pairwise('abc')), list(it.zip_longest('ab', 'c', fillvalue='-')))
# expect: [('a', ['a', 'a']), ('b', ['b', 'b', 'b']), ('a', ['a'])] [(1, [1, 3]), (0, [2, 4])] [8, 9] [('a', 'b'), ('b', 'c')] [('a', 'c'), ('b', '-')]
print(list(it.product('ab', [1, 2])), list(it.product([0, 1], repeat=2)), list(it.product()), list(it.permutations('abc', 2)), list(it.combinations('abcd', 2)), list(it.combinations_with_replacement('ab', 2)))
# expect: [('a', 1), ('a', 2), ('b', 1), ('b', 2)] [(0, 0), (0, 1), (1, 0), (1, 1)] [()] [('a', 'b'), ('a', 'c'), ('b', 'a'), ('b', 'c'), ('c', 'a'), ('c', 'b')] [('a', 'b'), ('a', 'c'), ('a', 'd'), ('b', 'c'), ('b', 'd'), ('c', 'd')] [('a', 'a'), ('a', 'b'), ('b', 'b')]
a, b = it.tee(iter([1, 2, 3]))
print(next(a), list(b), list(a), list(it.permutations([])), len(list(it.permutations(range(5)))), list(it.combinations('ab', 3)))
# expect: 1 [1, 2, 3] [2, 3] [()] 120 []
print(it.count(1), it.repeat(5), it.repeat(5, 2), it.count(1.5, 0.5), next(it.count(10 ** 30)), list(zip(it.count(-1), 'ab')), list(it.islice(it.count(2 ** 63 - 1), 2)))
# expect: count(1) repeat(5) repeat(5, 2) count(1.5, 0.5) 1000000000000000000000000000000 [(-1, 'a'), (0, 'b')] [9223372036854775807, 9223372036854775808]
groups = it.groupby('aab')
k1, g1 = next(groups)
k2, g2 = next(groups)
print(k1, k2, list(g1), list(g2))  # expect: a b [] ['b']
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: list(it.islice([1], -1)))
# expect: ValueError: Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.
attempt(lambda: list(it.batched('ab', 0)))  # expect: ValueError: n must be at least one
attempt(lambda: list(it.chain(5)))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: list(it.starmap(pow, [5])))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: it.count('a'))  # expect: TypeError: a number is required
attempt(lambda: it.permutations('ab', -1))  # expect: ValueError: r must be non-negative
attempt(lambda: it.tee([1], -1))  # expect: ValueError: n must be >= 0
attempt(lambda: list(it.batched('abc', 2, strict=True)))  # expect: ValueError: batched(): incomplete batch
attempt(lambda: it.product('a', repeat=-1))  # expect: ValueError: repeat argument cannot be negative
attempt(lambda: list(it.accumulate([1, 'a'])))  # expect: TypeError: unsupported operand type(s) for +: 'int' and 'str'
lazy = it.chain(*([i] for i in range(2)), (1 / 0 for _ in [1]))
print(next(lazy), next(lazy))  # expect: 0 1
attempt(lambda: next(lazy))  # expect: ZeroDivisionError: division by zero

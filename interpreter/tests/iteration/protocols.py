# Iterator protocols: __iter__, __next__, sentinel iter, exhaustion, errors, zip/map/filter/enumerate.
class Count:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(Count(3)), sum(Count(4)), [*Count(2)], max(Count(3)), 2 in Count(5), tuple(zip(Count(2), 'ab')))
# expect: [2, 1, 0] 6 [1, 0] 2 True ((1, 'a'), (0, 'b'))
a, b, c = Count(3); print(a, b, c)  # expect: 2 1 0
it = iter([1, 2, 3])
print(next(it), list(it), next(it, 'end'), iter(it) is it, it.__length_hint__())  # expect: 1 [2, 3] end True 0
values = iter([1, 2, 0, 3])
print(list(iter(lambda: next(values), 0)), next(values))  # expect: [1, 2] 3
print(list(enumerate('ab')), list(enumerate('ab', 5)), list(zip('abc', [1, 2])), list(zip()), list(map(lambda x, y: x + y, [1, 2], [10, 20, 30])), list(filter(None, [0, 1, '', 'a'])), list(filter(lambda x: x > 1, [1, 2, 3])))
# expect: [(0, 'a'), (1, 'b')] [(5, 'a'), (6, 'b')] [('a', 1), ('b', 2)] [] [11, 22] [1, 'a'] [2, 3]
print(list(reversed('abc')), list(reversed({'a': 1, 'b': 2})), list(zip([1, 2], [3, 4], strict=True)), dict(enumerate('ab')), list(map(str, range(3))), any([]), all([]))
# expect: ['c', 'b', 'a'] ['b', 'a'] [(1, 3), (2, 4)] {0: 'a', 1: 'b'} ['0', '1', '2'] False True
class Seq:
    def __len__(self): return 3
    def __getitem__(self, i):
        if i >= 3: raise IndexError
        return i * 10
print(list(Seq()), list(reversed(Seq())), 20 in Seq(), tuple(Seq()), iter(Seq()).__length_hint__())
# expect: [0, 10, 20] [20, 10, 0] True (0, 10, 20) 3
L = [1, 2, 3]
i = iter(L)
next(i)
L.append(4)
print(list(i))  # expect: [2, 3, 4]
L.append(5)
print(list(i), next(i, 'stays exhausted'))  # expect: [] stays exhausted
removed = [1, 2, 3, 4, 5, 6]
for x in removed: removed.remove(x)
print(removed)  # expect: [2, 4, 6]
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: next(iter([])))  # expect: StopIteration: 
attempt(lambda: next(5))  # expect: TypeError: 'int' object is not an iterator
attempt(lambda: iter(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: iter(5, 1))  # expect: TypeError: iter(v, w): v must be callable
attempt(lambda: [*5])  # expect: TypeError: Value after * must be an iterable, not int
attempt(lambda: list(zip([1], 5)))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: list(zip([1, 2], [1], strict=True)))  # expect: ValueError: zip() argument 2 is shorter than argument 1
attempt(lambda: list(zip([1], [1, 2], strict=True)))  # expect: ValueError: zip() argument 2 is longer than argument 1
attempt(lambda: list(map(5, [1])))  # expect: TypeError: 'int' object is not callable
attempt(lambda: map(len))  # expect: TypeError: map() must have at least two arguments.
attempt(lambda: list(filter(5, [1])))  # expect: TypeError: 'int' object is not callable
attempt(lambda: reversed(5))  # expect: TypeError: 'int' object is not reversible
attempt(lambda: enumerate([], 'a'))  # expect: TypeError: 'str' object cannot be interpreted as an integer
class NoNext:
    def __iter__(self): return self
attempt(lambda: iter(NoNext()))  # expect: TypeError: iter() returned non-iterator of type 'NoNext'
class RaisesIn:
    def __iter__(self): raise ValueError('in iter')
attempt(lambda: list(RaisesIn()))  # expect: ValueError: in iter
attempt(lambda: 1 in RaisesIn())  # expect: ValueError: in iter
def unhashable():
    for k in {**{1: 2}}: yield k
attempt(lambda: list(unhashable()))  # expect: [1]
import copy
j = iter([1, 2, 3]); next(j)
k = copy.copy(j)
print(next(j), list(k), list(j))  # expect: 2 [2, 3] [3]
d = {'a': 1}
di = iter(d)
d['b'] = 2
attempt(lambda: next(di))  # expect: RuntimeError: dictionary changed size during iteration
attempt(lambda: next(di))  # expect: RuntimeError: dictionary changed size during iteration

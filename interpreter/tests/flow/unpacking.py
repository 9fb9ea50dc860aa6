# Assignment: targets of every kind, stars, chains, swaps, order of evaluation, errors.
a, b = 1, 2
a, b = b, a
print(a, b)  # expect: 2 1
(c, d), [e, f] = (1, 2), 'xy'
print(c, d, e, f)  # expect: 1 2 x y
first, *rest = range(5); print(first, rest)  # expect: 0 [1, 2, 3, 4]
*start, last = 'abc'; print(start, last)  # expect: ['a', 'b'] c
x, *middle, y = 1, 2; print(x, middle, y)  # expect: 1 [] 2
*all_of_it, = (); print(all_of_it)  # expect: []
[p, [q, *r]] = [1, 'xyz']; print(p, q, r)  # expect: 1 x ['y', 'z']
i = 0
i, L = 1, [0, 0]
i, L[i] = 0, 9
print(i, L)  # expect: 0 [9, 0]
m = n = []
m.append(1)
print(n)  # expect: [1]
class O: pass
o = O()
o.x, o.y = 'ab'
print(o.x, o.y)  # expect: a b
L = [1, 2, 3, 4]
L[1:3] = 'abc'; print(L)  # expect: [1, 'a', 'b', 'c', 4]
L[::2] = [0, 0, 0]; print(L)  # expect: [0, 'a', 0, 'c', 0]
L[1:1], L[0] = [7, 8], 'z'; print(L)  # expect: ['z', 7, 8, 'a', 0, 'c', 0]
del L[0], L[1:3]
print(L)  # expect: [7, 0, 'c', 0]
def attempt(f):
    try:
        f()
    except Exception as error:
        print(type(error).__name__ + ':', error)
def f1(): a, b = 1, 2, 3
def f2(): a, b, c = 'ab'
def f3(): a, *b, c = [1]
def f4(): a, b = 5
def f5(): L = [1, 2, 3]; L[::2] = [1]
def f6(): L = [1]; L[0:1] = 5
def f7(): [].x = 5
def f8(): (1, 2)[0] = 1
def f9(): 'ab'[0] = 'c'
def f10(): a, b = None
def f11(): (a, b), c = [1, 2], 3; [a, b] = iter([1])
for f in (f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11):
    attempt(f)
# expect: ValueError: too many values to unpack (expected 2)
# expect: ValueError: not enough values to unpack (expected 3, got 2)
# expect: ValueError: not enough values to unpack (expected at least 2, got 1)
# expect: TypeError: cannot unpack non-iterable int object
# expect: ValueError: attempt to assign sequence of size 1 to extended slice of size 2
# expect: TypeError: must assign iterable to extended slice
# expect: AttributeError: 'list' object has no attribute 'x' and no __dict__ for setting new attributes
# expect: TypeError: 'tuple' object does not support item assignment
# expect: TypeError: 'str' object does not support item assignment
# expect: TypeError: cannot unpack non-iterable NoneType object
# expect: ValueError: not enough values to unpack (expected 2, got 1)

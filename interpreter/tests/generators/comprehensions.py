# Comprehensions of all kinds: scopes, nesting, conditions, evaluation order.
print([x for x in range(5) if x % 2 if x > 1], {x % 3 for x in range(9)}, {x: x * x for x in range(3)})
# expect: [3] {0, 1, 2} {0: 0, 1: 1, 2: 4}
print([(x, y) for x in range(2) for y in 'ab'], [[y for y in range(x)] for x in range(4)])
# expect: [(0, 'a'), (0, 'b'), (1, 'a'), (1, 'b')] [[], [0], [0, 1], [0, 1, 2]]
print([x for row in [[1, 2], [3]] for x in row], [a + b for a, b in [(1, 2), (3, 4)]], [h for h, *t in ['abc', 'de']])
# expect: [1, 2, 3] [3, 7] ['a', 'd']
x = 'outer'
[x for x in range(3)]
print(x)  # expect: outer
def f():
    y = 5
    return [y + z for z in range(2)], [(lambda: y + z)() for z in range(2)]
print(f())  # expect: ([5, 6], [5, 6])
class C:
    a = [1, 2]
    b = [i * 2 for i in a]
print(C.b)  # expect: [2, 4]
log = []
def tell(v):
    log.append(v)
    return v
{tell('k' + str(i)): tell('v' + str(i)) for i in tell([0, 1])}
print(log)  # expect: [[0, 1], 'k0', 'v0', 'k1', 'v1']
print([i for i in range(3) if (last := i) >= 0], last)  # expect: [0, 1, 2] 2
print([lambda: i for i in range(3)][0]())  # expect: 2
print({k: v for k, v in zip('ab', range(2))}, {**{a: 1 for a in 'x'}, 'y': 2})
# expect: {'a': 0, 'b': 1} {'x': 1, 'y': 2}
print([x if x else -1 for x in (0, 1)], [not x for x in (0, 1)], [(x, x) for x in (1,)])
# expect: [-1, 1] [True, False] [(1, 1)]
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], list(zip(*matrix)))
# expect: [[1, 4], [2, 5], [3, 6]] [(1, 4), (2, 5), (3, 6)]
def g():
    return [locals().get('q', 'none') for q in (1, 2)]
print(g())  # expect: [1, 2]
print([[i, j] for i in range(3) for j in range(i) if (i + j) % 2], sum(x for x in range(4)), any(x > 2 for x in range(4)))
# expect: [[1, 0], [2, 1]] 6 True
try:
    [undefined_thing for _ in (1,)]
except NameError as error:
    print(error)
# expect: name 'undefined_thing' is not defined
print(next((a for a in [1, 2, 3] if a > 1), None), len([*(x for x in 'abc')]), sorted({*'abc', *(y for y in 'cd')}))
# expect: 2 3 ['a', 'b', 'c', 'd']
for source in ('[x for x in y := 1]', '[(x := 1) for x in y]', 'class A: [(x := 1) for y in z]', '[x async for x in y]', '[*a for a in b]', '{**a for a in b}', '[yield x for x in y]', '[(yield x) for x in y]'):
    try:
        compile(source, 's', 'exec')
        print('ok')
    except SyntaxError as error:
        print(error.msg)
# expect: invalid syntax
# expect: assignment expression cannot rebind comprehension iteration variable 'x'
# expect: assignment expression within a comprehension cannot be used in a class body
# expect: asynchronous comprehension outside of an asynchronous function
# expect: iterable unpacking cannot be used in comprehension
# expect: dict unpacking cannot be used in dict comprehension
# expect: invalid syntax
# expect: 'yield' inside list comprehension

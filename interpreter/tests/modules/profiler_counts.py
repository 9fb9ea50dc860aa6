# cProfile: how often what was called by whom; no test of times.
import cProfile
import io
import pstats


def leaf(x):
    return len(str(x))


def tree(n):
    if n == 0:
        return leaf(n)
    return tree(n - 1) + tree(n - 1)


def generate():
    yield leaf(1)
    yield leaf(2)


def failing():
    try:
        int('x')
    except ValueError:
        return []


profile = cProfile.Profile()
profile.enable()
tree(3)
list(generate())
failing().append(1)
profile.disable()
profile.create_stats()


def name(key):
    return key[2]


for key in sorted(profile.stats, key=name):
    primitive, calls, inline, total, callers = profile.stats[key]
    assert 0 <= inline <= total or primitive != calls, key
    print(name(key), primitive, calls, sorted((name(caller), counts[0]) for caller, counts in callers.items()))
# expect: <built-in method builtins.len> 10 10 [('leaf', 10)]
# expect: <method 'append' of 'list' objects> 1 1 []
# expect: <method 'disable' of '_lsprof.Profiler' objects> 1 1 []
# expect: failing 1 1 []
# expect: generate 3 3 []
# expect: leaf 10 10 [('generate', 2), ('tree', 8)]
# expect: tree 1 15 [('tree', 14)]

out = io.StringIO()
pstats.Stats(profile, stream=out).strip_dirs().sort_stats('name').print_stats('leaf|tree')
lines = [line.split() for line in out.getvalue().splitlines()]
print([line[-1].rpartition('(')[2] for line in lines if line and line[0] in ('10', '15/1')])
# expect: ['leaf)', 'tree)']

ticks = iter(range(1000))
counted = cProfile.Profile(lambda: next(ticks), 0.5)
print(counted.runcall(tree, 1), counted.getstats() != [])
# expect: 2 True
first = cProfile.Profile()
first.enable()
try:
    cProfile.Profile().enable()
except ValueError as error:
    print(error)
finally:
    first.disable()
# expect: Another profiling tool is already active

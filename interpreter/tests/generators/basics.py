# Generators: lazy execution, state, return values, introspection, exhaustion.
def g():
    print('start')
    x = yield 1
    print('got', x)
    yield 2
    return 'result'
it = g()
print(type(it).__name__, it.__name__, it.__qualname__)  # expect: generator g g
print(next(it))
# expect: start
# expect: 1
print(it.send('sent'))
# expect: got sent
# expect: 2
try:
    next(it)
except StopIteration as stop:
    print('stop', stop.value)
# expect: stop result
try:
    next(it)
except StopIteration as stop:
    print('again', stop.value)
# expect: again None
print(next(it, 'default'), list(it), iter(it) is it)  # expect: default [] True
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
fresh = g()
attempt(lambda: fresh.send(5))  # expect: TypeError: can't send non-None value to a just-started generator
def self_running():
    yield next(me)
me = self_running()
attempt(lambda: next(me))  # expect: ValueError: generator already executing
def counter(n):
    while n:
        yield n
        n -= 1
print(list(counter(3)), sum(counter(4)), max(counter(2)), [*counter(2)], dict(zip('ab', counter(2))), 2 in counter(3))
# expect: [3, 2, 1] 10 2 [2, 1] {'a': 2, 'b': 1} True
a, b, *c = counter(5)
print(a, b, c)  # expect: 5 4 [3, 2, 1]
def raises():
    yield 1
    raise ValueError('inside')
r = raises()
next(r)
attempt(lambda: next(r))  # expect: ValueError: inside
attempt(lambda: next(r))  # expect: StopIteration: 
def stops():
    yield 1
    raise StopIteration('bad')
s = stops()
next(s)
attempt(lambda: next(s))  # expect: RuntimeError: generator raised StopIteration
try:
    list(stops())
except RuntimeError as error:
    print(repr(error.__cause__))
# expect: StopIteration('bad')
import inspect
i = counter(2)
print(inspect.getgeneratorstate(i), i.gi_frame is not None, i.gi_running, i.gi_yieldfrom)
# expect: GEN_CREATED True False None
next(i)
print(inspect.getgeneratorstate(i), i.gi_frame.f_locals)  # expect: GEN_SUSPENDED {'n': 2}
list(i)
print(inspect.getgeneratorstate(i), i.gi_frame)  # expect: GEN_CLOSED None
def empty():
    return
    yield
print(list(empty()), inspect.isgeneratorfunction(empty), inspect.isgenerator(empty()))  # expect: [] True True
print(list(x * y for x in range(1, 3) for y in range(1, 3) if x != y))  # expect: [2, 2]
def gen_default(items=(n for n in range(3))): return list(items)
print(gen_default(), gen_default())  # expect: [0, 1, 2] []

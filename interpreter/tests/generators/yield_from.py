# yield from: delegation of values, sends, throws and closes; return values; plain iterables.
def inner():
    try:
        x = yield 'inner 1'
        print('inner got', x)
        y = yield 'inner 2'
        print('inner got', y)
    except ValueError as error:
        print('inner caught', error)
        yield 'recovered'
    finally:
        print('inner finally')
    return 'inner result'
def outer():
    result = yield from inner()
    print('result', result)
    yield from 'ab'
    yield from range(2)
    value = yield from []
    print('value', value)
print(list(outer()))
# expect: inner got None
# expect: inner got None
# expect: inner finally
# expect: result inner result
# expect: value None
# expect: ['inner 1', 'inner 2', 'a', 'b', 0, 1]
o = outer()
next(o)
print(o.send('first'), o.gi_yieldfrom.__name__)
# expect: inner got first
# expect: inner 2 inner
print(o.throw(ValueError('v')))
# expect: inner caught v
# expect: recovered
print(next(o), list(o))
# expect: inner finally
# expect: result inner result
# expect: value None
# expect: a ['b', 0, 1]
o = outer()
next(o)
o.close()  # expect: inner finally
def no_send():
    yield from [1, 2, 3]
n = no_send()
next(n)
print(n.send(None))  # expect: 2
try:
    n.send('value')
except AttributeError as error:
    print(error)
# expect: 'list_iterator' object has no attribute 'send'
class Iterator:
    def __iter__(self): return self
    def __next__(self): return 'next'
    def send(self, v): return ('sent', v)
    def throw(self, e): return ('thrown', e)
    def close(self): print('Iterator closed')
def delegate():
    yield from Iterator()
d = delegate()
print(next(d), d.send(5), d.throw(KeyError('k')))  # expect: next ('sent', 5) ('thrown', KeyError('k'))
d.close()  # expect: Iterator closed
def flatten(items):
    for item in items:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item
print(list(flatten([1, [2, [3, [4]], 5], [], [[6]]])))  # expect: [1, 2, 3, 4, 5, 6]
def deep(n):
    if n:
        yield n
        yield from deep(n - 1)
    return n
print(sum(deep(150)))  # expect: 11325
def bad():
    yield from 5
try:
    list(bad())
except TypeError as error:
    print(error)
# expect: 'int' object is not iterable
def chain():
    a = yield from two()
    b = yield from two()
    return a + b
def two():
    got = yield
    return got
c = chain()
next(c); c.send(10)
try:
    c.send(5)
except StopIteration as stop:
    print(stop.value)
# expect: 15

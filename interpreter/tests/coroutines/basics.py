# Coroutines driven by hand: await, send, throw, close, return values, errors.
class Awaitable:
    def __init__(self, value): self.value = value
    def __await__(self):
        got = yield self.value
        return got
async def f(x):
    a = await Awaitable(x)
    b = await Awaitable(a)
    return a, b
c = f(1)
print(type(c).__name__, c.send(None), c.send('one'))  # expect: coroutine 1 one
try:
    c.send('two')
except StopIteration as stop:
    print(stop.value)
# expect: ('one', 'two')
try:
    c.send(None)
except RuntimeError as error:
    print(error)
# expect: cannot reuse already awaited coroutine
def run(coroutine, replies=()):
    replies = iter(replies)
    value = None
    try:
        while True:
            print('yielded', coroutine.send(value))
            value = next(replies, None)
    except StopIteration as stop:
        return stop.value
async def nested():
    return [await f('a'), await f('b')]
print(run(nested(), 'wxyz'))
# expect: yielded a
# expect: yielded w
# expect: yielded b
# expect: yielded y
# expect: [('w', 'x'), ('y', 'z')]
async def catches():
    try:
        await Awaitable('wait')
    except ValueError as error:
        return f'caught {error}'
    finally:
        print('finally')
c = catches()
c.send(None)
try:
    c.throw(ValueError('v'))
except StopIteration as stop:
    print(stop.value)
# expect: finally
# expect: caught v
c = catches()
c.send(None)
c.close()  # expect: finally
async def wrong(x): await x
for bad in (5, 'abc', [1], (i for i in [1])):
    try:
        wrong(bad).send(None)
    except TypeError as error:
        print(error)
# expect: object int can't be used in 'await' expression
# expect: object str can't be used in 'await' expression
# expect: object list can't be used in 'await' expression
# expect: object generator can't be used in 'await' expression
class NotIterator:
    def __await__(self): return 5
try:
    wrong(NotIterator()).send(None)
except TypeError as error:
    print(error)
# expect: __await__() returned non-iterator of type 'int'
c = f(1)
try:
    iter(c)
except TypeError as error:
    print(error)
# expect: 'coroutine' object is not iterable
c.close()
async def plain(): return 5
try:
    plain().send(None)
except StopIteration as stop:
    print(stop.value)
# expect: 5
c = plain()
try:
    c.send(5)
except TypeError as error:
    print(error)
# expect: can't send non-None value to a just-started coroutine
c.close()
import inspect, types
print(inspect.iscoroutinefunction(f), inspect.iscoroutinefunction(run))  # expect: True False
@types.coroutine
def old(x):
    y = yield x
    return y * 2
async def uses(): return await old(5) + 1
print(run(uses(), [10]))
# expect: yielded 5
# expect: 21
async def stop(): raise StopIteration(1)
try:
    stop().send(None)
except RuntimeError as error:
    print(error)
# expect: coroutine raised StopIteration

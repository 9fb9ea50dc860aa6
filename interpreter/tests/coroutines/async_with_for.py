# async with, async for, async generators and comprehensions, driven by hand.
class Pause:
    def __await__(self):
        yield 'pause'
class Manager:
    async def __aenter__(self):
        await Pause()
        print('enter')
        return 'resource'
    async def __aexit__(self, kind, value, traceback):
        print('exit', kind and kind.__name__)
        return kind is ValueError
class Count:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if not self.n:
            raise StopAsyncIteration
        self.n -= 1
        await Pause()
        return self.n
def run(coroutine):
    pauses = 0
    try:
        while True:
            coroutine.send(None)
            pauses += 1
    except StopIteration as stop:
        return stop.value, pauses
async def f():
    async with Manager() as m, Manager():
        print('body', m)
    async with Manager():
        raise ValueError('swallowed')
    async for x in Count(2):
        print(x)
    else:
        print('else')
    return 'done'
print(run(f()))
# expect: enter
# expect: enter
# expect: body resource
# expect: exit None
# expect: exit None
# expect: enter
# expect: exit ValueError
# expect: 1
# expect: 0
# expect: else
# expect: ('done', 5)
async def agen(n):
    try:
        for i in range(n):
            await Pause()
            got = yield i
            if got:
                print('got', got)
    finally:
        print('agen finally')
async def use():
    result = [x async for x in agen(3)]
    more = [x * 2 async for x in agen(4) if x % 2]
    sets = {x async for x in Count(3)}
    d = {x: y async for x in Count(2) for y in [x * x]}
    g = (x async for x in Count(2))
    firsts = [x async for x in g]
    both = [await one(x) async for x in Count(2)]
    return result, more, sets, d, firsts, both
async def one(x):
    await Pause()
    return x + 100
print(run(use()))
# expect: agen finally
# expect: agen finally
# expect: (([0, 1, 2], [2, 6], {0, 1, 2}, {1: 1, 0: 0}, [1, 0], [101, 100]), 18)
async def send():
    g = agen(3)
    print(await g.asend(None), await g.asend('hello'), await anext(g))
    try:
        await g.__anext__()
    except StopAsyncIteration:
        print('stopped')
    h = agen(2)
    await anext(h)
    await h.aclose()
    k = agen(2)
    await anext(k)
    try:
        await k.athrow(KeyError('t'))
    except KeyError as error:
        print('thrown', error)
    return await anext(Count(0), 'default')
print(run(send()))
# expect: got hello
# expect: 0 1 2
# expect: agen finally
# expect: stopped
# expect: agen finally
# expect: agen finally
# expect: thrown 't'
# expect: ('default', 5)
async def bad():
    async for x in [1]: pass
async def bad2():
    async with 5: pass
for b in (bad, bad2):
    try:
        run(b())
    except TypeError as error:
        print(error)
# expect: 'async for' requires an object with __aiter__ method, got list
# expect: 'int' object does not support the asynchronous context manager protocol

# Asynchronous generators in detail: asend, athrow, aclose, errors, finalisation, introspection.
import inspect
def run(awaitable):
    it = awaitable.__await__()
    try:
        while True: print('suspended with', next(it))
    except StopIteration as stop:
        return stop.value
class Wait:
    def __init__(self, v): self.v = v
    def __await__(self):
        yield self.v
        return self.v + '!'
async def ag():
    try:
        a = yield 1
        print('got', a)
        b = await Wait('w')
        print('awaited', b)
        c = yield 2
        print('got', c)
    except KeyError as error:
        print('caught', error)
        yield 'from handler'
    finally:
        print('finally')
g = ag()
print(type(g).__name__, inspect.isasyncgen(g), inspect.isasyncgenfunction(ag), g.ag_running, g.ag_await)
# expect: async_generator True True False None
async def main():
    print(await g.asend(None))
    print(await g.asend('x'))
    print(await g.athrow(KeyError('k')))
    try:
        await g.asend(None)
    except StopAsyncIteration:
        print('ended')
    try:
        await g.asend(5)
    except StopAsyncIteration:
        print('still ended')
    h = ag()
    await anext(h)
    print(await h.aclose(), await h.aclose())
    try:
        await ag().asend('early')
    except TypeError as error:
        print(error)
    async def stubborn():
        try: yield 1
        except GeneratorExit: yield 2
    s = stubborn()
    await anext(s)
    try:
        await s.aclose()
    except RuntimeError as error:
        print(error)
    async def raises():
        yield 1
        raise StopAsyncIteration
    r = raises()
    await anext(r)
    try:
        await anext(r)
    except RuntimeError as error:
        print(error)
    first = ag()
    one, two = first.asend(None), first.asend(None)
    print(await one)
    try:
        await one
    except RuntimeError as error:
        print(error)
    two.close()
    await first.aclose()
    return [x async for x in pairs(3)], {k: v async for k, v in pairs(2)}
async def pairs(n):
    for i in range(n):
        await Wait('pair')
        yield i, i * i
print(run(main()))
# expect: 1
# expect: got x
# expect: suspended with w
# expect: awaited w!
# expect: 2
# expect: caught 'k'
# expect: from handler
# expect: finally
# expect: ended
# expect: still ended
# expect: finally
# expect: None None
# expect: can't send non-None value to a just-started async generator
# expect: async generator ignored GeneratorExit
# expect: async generator raised StopAsyncIteration
# expect: 1
# expect: cannot reuse already awaited __anext__()/asend()
# expect: finally
# expect: suspended with pair
# expect: suspended with pair
# expect: suspended with pair
# expect: suspended with pair
# expect: suspended with pair
# expect: ([(0, 0), (1, 1), (2, 4)], {0: 0, 1: 1})
for source in ('async def f():\n yield 1\n return 2', 'async def f():\n yield from x', 'def f():\n async for x in y: 1', 'def f():\n [x async for x in y]', 'async def f():\n def g(): await x', 'await 1', 'async def f(): return (await x for x in y)'):
    try:
        compile(source, 's', 'exec')
        print('ok')
    except SyntaxError as error:
        print(error.msg)
# expect: 'return' with value in async generator
# expect: 'yield from' inside async function
# expect: 'async for' outside async function
# expect: asynchronous comprehension outside of an asynchronous function
# expect: 'await' outside async function
# expect: 'await' outside function
# expect: ok

# code.replace keeps what the instructions carry: keyword names, the way out of a delegation, inner functions.
import types


def inner(a, *, b=0):
    return a, b


def outer(x):
    return inner(x, b=2), (lambda: x)()


outer.__code__ = outer.__code__.replace(co_name='renamed')
print(outer(1), outer.__code__.co_name)  # expect: ((1, 2), 1) renamed


def steps():
    yield 'first'
    return 'last'


def delegating():
    result = yield from steps()
    return result


delegating.__code__ = delegating.__code__.replace(co_flags=delegating.__code__.co_flags)
g = delegating()
print(next(g))  # expect: first
try:
    next(g)
except StopIteration as stop:
    print(stop.value)  # expect: last


async def awaited():
    return 'spam'


@types.coroutine
def awaiting():
    return (yield from awaited())


try:
    awaiting().send(None)
except StopIteration as stop:
    print(stop.value)  # expect: spam

"""Asynchronous generators: a binary tree is walked by generators that delegate to each other with `async for`.

Exercises asynchronous generators, asynchronous comprehensions, `asend` and `aclose` under asyncio.
"""

import asyncio


class Tree:
    def __init__(self, left, value, right):
        self.left = left
        self.value = value
        self.right = right

    async def walk(self):
        if self.left is not None:
            async for value in self.left.walk():
                yield value
        yield self.value
        if self.right is not None:
            async for value in self.right.walk():
                yield value


def tree_of(values):
    if not values:
        return None
    half = len(values) // 2
    return Tree(tree_of(values[:half]), values[half], tree_of(values[half + 1 :]))


async def running_sum():
    """Sent numbers, it gives their sum so far; it notes its end in the last item given."""
    total = 0
    closed = []
    try:
        while True:
            number = yield total, closed
            total += number
    finally:
        closed.append(total)


async def turn(tree):
    values = [value async for value in tree.walk()]
    even = {value async for value in tree.walk() if value % 2 == 0}
    sums = running_sum()
    total, closed = await sums.__anext__()
    for value in values:
        total, closed = await sums.asend(value)
    await sums.aclose()
    return values, even, total, closed


async def turns(tree, loops):
    result = None
    for _ in range(loops):
        result = await turn(tree)
    return result


def prepare(scale):
    return max(10, round(1000 * scale))


def run(count, loops):
    return asyncio.run(turns(tree_of(range(count)), loops))


def verify(count, loops, result):
    values, even, total, closed = result
    assert values == list(range(count))
    assert even == set(range(0, count, 2))
    assert total == count * (count - 1) // 2 and closed == [total]

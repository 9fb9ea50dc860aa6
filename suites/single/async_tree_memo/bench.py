"""Asynchronous tree with a cache: the leaves look their result up; who comes first computes it while the others wait.

Exercises tasks, futures that several tasks wait for, and turns of the event loop without a timer.
"""

import asyncio

WIDTH = 4


async def node(depth, count, work):
    """The number of leaves below, each of which has done its work."""
    if depth == 0:
        return await work(count)
    return sum(await asyncio.gather(*[node(depth - 1, count + child, work) for child in range(WIDTH)]))


class Cache:
    """Results by key; each is computed once, by the first task that asks."""

    def __init__(self):
        self.futures = {}
        self.computed = 0
        self.asked = 0

    async def get(self, key):
        self.asked += 1
        future = self.futures.get(key)
        if future is None:
            future = self.futures[key] = asyncio.get_running_loop().create_future()
            await asyncio.sleep(0)
            self.computed += 1
            future.set_result(key * key)
        return await future


async def turns(depth, loops):
    total = 0
    cache = None
    for _ in range(loops):
        cache = Cache()
        total = await node(depth, 0, cache.get)
    return total, cache.asked, cache.computed


def prepare(scale):
    return 4 if scale >= 0.5 else 3


def run(depth, loops):
    return asyncio.run(turns(depth, loops))


def verify(depth, loops, result):
    total, asked, computed = result
    assert asked == WIDTH**depth and computed == depth * (WIDTH - 1) + 1, result
    # How often each sum of digits comes, by adding one digit after another.
    ways = {0: 1}
    for _ in range(depth):
        following = {}
        for value, count in ways.items():
            for digit in range(WIDTH):
                following[value + digit] = following.get(value + digit, 0) + count
        ways = following
    assert total == sum(value * value * count for value, count in ways.items()), total

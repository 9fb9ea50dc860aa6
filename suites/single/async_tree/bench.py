"""Asynchronous tree: each node gathers its children as tasks, and the leaves return at once.

Exercises creating and finishing tasks, callbacks, futures and the ready queue of asyncio.
"""

import asyncio

WIDTH = 4


async def node(depth, count, work):
    """The number of leaves below, each of which has done its work."""
    if depth == 0:
        return await work(count)
    return sum(await asyncio.gather(*[node(depth - 1, count + child, work) for child in range(WIDTH)]))


async def leaf(number):
    return number


async def turns(depth, loops):
    total = 0
    for _ in range(loops):
        total = await node(depth, 0, leaf)
    return total


def prepare(scale):
    return 4 if scale >= 0.5 else 3


def run(depth, loops):
    return asyncio.run(turns(depth, loops))


def verify(depth, loops, total):
    # Each of the depth digits of a leaf's path is 0 to WIDTH - 1, all of them equally often.
    assert total == WIDTH**depth * depth * (WIDTH - 1) // 2, total

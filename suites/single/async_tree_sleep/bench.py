"""Asynchronous tree with sleep: each node gathers its children as tasks, and the leaves sleep for a millisecond.

Exercises timers of asyncio (a heap), the selector's timeout, and tasks that wait and are woken.
"""

import asyncio
import time

WIDTH = 4
PAUSE = 0.001


async def node(depth, count, work):
    """The number of leaves below, each of which has done its work."""
    if depth == 0:
        return await work(count)
    return sum(await asyncio.gather(*[node(depth - 1, count + child, work) for child in range(WIDTH)]))


async def leaf(number):
    await asyncio.sleep(PAUSE)
    return number


async def turns(depth, loops):
    total = 0
    shortest = 1e9
    for _ in range(loops):
        start = time.monotonic()
        total = await node(depth, 0, leaf)
        shortest = min(shortest, time.monotonic() - start)
    return total, shortest


def prepare(scale):
    return 4 if scale >= 0.5 else 3


def run(depth, loops):
    return asyncio.run(turns(depth, loops))


def verify(depth, loops, result):
    total, shortest = result
    assert total == WIDTH**depth * depth * (WIDTH - 1) // 2, total
    # The leaves sleep side by side but none may be skipped; clocks may be coarse.
    assert shortest >= PAUSE / 2, shortest

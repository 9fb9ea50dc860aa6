"""Named tuple creation: instances of two named tuple classes that all workers share are made, read, and replaced."""

from collections import namedtuple
from typing import NamedTuple

Pair = namedtuple('Pair', 'left right')


class Entry(NamedTuple):
    number: int
    name: str = 'none'

    def weight(self):
        return self.number + len(self.name)


def prepare(scale):
    return max(10, round(3000 * scale))


def worker(count, index, workers, loops):
    total = 0
    for _ in range(loops):
        total = 0
        for i in range(count):
            pair = Pair(i, right=2)
            left, right = pair
            total += left + right + pair.left + pair[1]
            entry = Entry(i)
            total += entry.weight() + len(entry)
            if pair._replace(left=0) == (0, 2):
                total += 1
    return total


def verify(count, loops, results):
    assert results == [sum(3 * i + 4 + 4 + 2 + 1 for i in range(count))] * len(results), results

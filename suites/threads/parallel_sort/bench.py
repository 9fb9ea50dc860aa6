"""Parallel sort by regular sampling (Shi and Schaeffer): sort parts, agree on borders, exchange pieces, merge them.

The list grows with the workers: each brings as many numbers. Exercises list.sort, slices, bisect and heapq.merge, and
lists that one worker makes and another reads.
"""

import threading
from bisect import bisect_right
from heapq import merge


class State:
    def __init__(self, size):
        self.size = size
        self.numbers = {}
        self.barriers = {}
        self.samples = {}
        self.pieces = {}


def numbers_of(size, index):
    state = index + 1
    numbers = []
    for _ in range(size):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        numbers.append(state >> 8)
    return numbers


def prepare(scale):
    return State(max(64, round(15000 * scale)))


def worker(state, index, workers, loops):
    barrier = state.barriers.setdefault(workers, threading.Barrier(workers))
    if index not in state.numbers:
        state.numbers[index] = numbers_of(state.size, index)
    result = None
    try:
        for _ in range(loops):
            part = sorted(state.numbers[index])
            state.samples[index] = [part[i * len(part) // workers] for i in range(workers)]
            barrier.wait()
            samples = sorted(sample for other in range(workers) for sample in state.samples[other])
            borders = [samples[i * workers + workers // 2] for i in range(1, workers)]
            cuts = [0] + [bisect_right(part, border) for border in borders] + [len(part)]
            state.pieces[index] = [part[cuts[i] : cuts[i + 1]] for i in range(workers)]
            barrier.wait()
            result = list(merge(*[state.pieces[other][index] for other in range(workers)]))
            # Nobody may replace pieces that another still reads.
            barrier.wait()
    except BaseException:
        barrier.abort()
        raise
    return result


def verify(state, loops, results):
    together = []
    for result in results:
        together += result
    expected = []
    for index in range(len(results)):
        expected += numbers_of(state.size, index)
    expected.sort()
    assert together == expected
    # Regular sampling gives nobody more than twice its part, once the samples are few among the numbers.
    if len(results) ** 2 <= state.size:
        assert max(map(len, results)) <= 2 * state.size + len(results)

"""Locked counter: one attribute, one lock, all workers; half of the changes add and half take away."""

import threading


class Counter:
    def __init__(self):
        self.lock = threading.Lock()
        self.value = 0
        self.changes = 0

    def add(self, amount):
        with self.lock:
            self.value += amount
            self.changes += 1


def prepare(scale):
    return Counter(), max(10, round(4000 * scale))


def worker(state, index, workers, loops):
    counter, count = state
    for _ in range(loops):
        for i in range(count):
            counter.add(i + 1)
        for i in range(count):
            counter.add(-i - 1)
    return 2 * count * loops


def verify(state, loops, results):
    counter, count = state
    assert results == [2 * count * loops] * len(results)
    assert counter.value == 0, counter.value
    # Every earlier call has added whole loops too, so the changes are a multiple of one loop's.
    assert counter.changes >= sum(results) and counter.changes % (2 * count) == 0, counter.changes

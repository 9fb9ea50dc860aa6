"""Condition buffer: a bounded buffer with one Condition, between each worker and its neighbour.

The buffers are small, so workers wait for each other often: this measures wake-ups rather than throughput of a lock.
"""

import threading
from collections import deque

BATCH = 16
MOST_WORKERS = 256


class Buffer:
    def __init__(self, capacity):
        self.capacity = capacity
        self.items = deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) >= self.capacity:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify_all()
            return item


def prepare(scale):
    return [Buffer(2 * BATCH) for _ in range(MOST_WORKERS)], max(1, round(50 * scale))


def worker(state, index, workers, loops):
    buffers, batches = state
    target = buffers[(index + 1) % workers]
    source = buffers[index]
    total = 0
    for _ in range(loops):
        for batch in range(batches):
            for i in range(BATCH):
                target.put(batch + i)
            for _ in range(BATCH):
                total += source.get()
    return total


def verify(state, loops, results):
    buffers, batches = state
    expected = loops * sum(batch + i for batch in range(batches) for i in range(BATCH))
    assert results == [expected] * len(results), results
    assert not any(buffer.items for buffer in buffers)

"""Work-stealing task pool: each worker takes the newest task of its own deque, or steals the oldest of another's.

Tasks are uneven trees: a task does some arithmetic and spawns others. Every worker brings the same tasks, so the work
grows with the workers, but who does it is open. Exercises deques under several threads and a counter under a lock.
"""

import threading
import time
from collections import deque

MOST_DEPTH = 7


class Task:
    __slots__ = ('seed', 'depth')

    def __init__(self, seed, depth):
        self.seed = seed
        self.depth = depth


def children_of(task):
    """Zero to three tasks, more of them near the root."""
    if task.depth == MOST_DEPTH:
        return []
    seed = task.seed * 48271 % 2147483647
    count = 3 if task.depth < 3 else seed % 4
    return [Task(seed * 16807 % 2147483647 + number, task.depth + 1) for number in range(count)]


def work_of(task):
    total = 0
    value = task.seed
    for _ in range(10 + value % 20):
        value = value * 16807 % 2147483647
        total += value & 15
    return total


class Pool:
    """The deques of one round, and how many tasks are not done yet."""

    def __init__(self, workers):
        self.deques = [deque() for _ in range(workers)]
        self.lock = threading.Lock()
        self.open = 0
        self.barrier = threading.Barrier(workers)

    def add(self, index, tasks):
        with self.lock:
            self.open += len(tasks)
        self.deques[index].extend(tasks)

    def take(self, index):
        """A task, own ones first; None when there is none just now."""
        try:
            return self.deques[index].pop()
        except IndexError:
            pass
        count = len(self.deques)
        for step in range(1, count):
            try:
                return self.deques[(index + step) % count].popleft()
            except IndexError:
                pass
        return None

    def finish(self):
        with self.lock:
            self.open -= 1


def prepare(scale):
    return {'roots': max(1, round(4 * scale)), 'pools': {}}


def worker(state, index, workers, loops):
    pool = state['pools'].get(workers)
    if pool is None:
        pool = state['pools'].setdefault(workers, Pool(workers))
    done = total = 0
    try:
        for _ in range(loops):
            pool.add(index, [Task(101 * index + number + 1, 0) for number in range(state['roots'])])
            # From here on tasks are only added by tasks, so none open means that the round is over.
            pool.barrier.wait()
            while pool.open:
                task = pool.take(index)
                if task is None:
                    # Others still work and may add tasks: let them run.
                    time.sleep(0)
                    continue
                total += work_of(task)
                done += 1
                children = children_of(task)
                if children:
                    pool.add(index, children)
                pool.finish()
            pool.barrier.wait()
    except BaseException:
        pool.barrier.abort()
        raise
    return done, total


def verify(state, loops, results):
    done = total = 0
    pending = [Task(101 * i + n + 1, 0) for i in range(len(results)) for n in range(state['roots'])]
    while pending:
        task = pending.pop()
        done += 1
        total += work_of(task)
        pending += children_of(task)
    assert sum(result[0] for result in results) == loops * done
    assert sum(result[1] for result in results) == loops * total
    assert not any(state['pools'][len(results)].deques)

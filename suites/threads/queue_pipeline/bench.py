"""Pipeline over queues: worker i is stage i; it takes batches of records, works on each, and passes them on.

The first worker makes the records, the last one collects them; one worker alone does both. Every stage does the same
work on every record, so a loop of all workers is as many units of work as there are workers. An end mark closes a loop.
"""

import queue
import threading

BATCH = 20
END = None


class State:
    def __init__(self, batches):
        self.batches = batches
        self.queues = {}
        self.lock = threading.Lock()


def prepare(scale):
    return State(max(1, round(100 * scale)))


def work(record, stage):
    """The record with the sum of its digits added, and some text work."""
    number, steps, text = record
    total = 0
    for digit in str(number):
        total += ord(digit) - 48
    words = text.split('-')
    words.append(words.pop(0))
    return number + total, steps + 1, '-'.join(words).upper() if stage % 2 else '-'.join(words).lower()


def records_of(batch):
    return [(batch * 1000 + i, 0, 'alpha-beta-%d' % i) for i in range(BATCH)]


def worker(state, index, workers, loops):
    with state.lock:
        if workers not in state.queues:
            state.queues[workers] = [queue.Queue(8) for _ in range(workers - 1)]
    queues = state.queues[workers]
    source = queues[index - 1] if index else None
    target = queues[index] if index + 1 < workers else None
    collected = []
    for _ in range(loops):
        collected = []
        number = 0
        while True:
            if source is not None:
                batch = source.get()
            else:
                batch = records_of(number) if number < state.batches else END
            if batch is END:
                break
            number += 1
            batch = [work(record, index) for record in batch]
            if target is not None:
                target.put(batch)
            else:
                collected += batch
        if target is not None:
            target.put(END)
    return collected


def verify(state, loops, results):
    workers = len(results)
    assert all(result == [] for result in results[:-1])
    expected = []
    for batch in range(state.batches):
        for number, _, text in records_of(batch):
            for _ in range(workers):
                number += sum(map(int, str(number)))
            words = text.split('-')
            turn = workers % 3
            text = '-'.join(words[turn:] + words[:turn])
            expected.append((number, workers, text.lower() if workers % 2 else text.upper()))
    assert results[-1] == expected
    assert all(q.empty() for q in state.queues[workers])

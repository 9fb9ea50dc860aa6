"""Queue ring: each worker produces for its neighbour's bounded queue.Queue and consumes from its own.

One worker alone is its own neighbour. A queue holds two batches, so nobody can block for ever: a full queue means that
its producer is ahead of its consumer, and not everybody can be ahead of everybody.
"""

import queue

BATCH = 100
MOST_WORKERS = 256


def prepare(scale):
    return [queue.Queue(2 * BATCH) for _ in range(MOST_WORKERS)], max(1, round(8 * scale))


def worker(state, index, workers, loops):
    queues, batches = state
    target = queues[(index + 1) % workers]
    source = queues[index]
    sent = received = 0
    ordered = True
    for _ in range(loops):
        last = -1
        for batch in range(batches):
            for i in range(BATCH):
                message = (index, batch * BATCH + i)
                target.put(message)
                sent += message[1]
            for _ in range(BATCH):
                _, number = source.get()
                ordered = ordered and number == last + 1
                last = number
                received += number
    return sent, received, ordered


def verify(state, loops, results):
    queues, batches = state
    count = batches * BATCH
    expected = loops * (count * (count - 1) // 2)
    for sent, received, ordered in results:
        assert sent == expected and received == expected and ordered, (sent, received, ordered)
    assert all(q.empty() for q in queues)

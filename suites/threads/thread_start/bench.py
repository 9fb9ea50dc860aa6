"""Thread start: start a thread that does next to nothing, join it, again and again."""

import threading


def prepare(scale):
    return max(2, round(50 * scale))


def worker(count, index, workers, loops):
    done = []
    for _ in range(loops):
        for number in range(count):
            thread = threading.Thread(target=done.append, args=(number,))
            thread.start()
            thread.join()
    return done


def verify(count, loops, results):
    for done in results:
        assert done == list(range(count)) * loops

"""Thread start: start a thread that does next to nothing, join it, again and again.

Each worker has threads of its own, but starting one writes to what all share: the threading module's table of threads,
under one lock, the interpreter's list of threads, and the memory map of the process.
"""

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

"""Thread pool: small tasks through a pool of threads: mapped, submitted one by one, and chained by callbacks.

Exercises the queue, locks, conditions and futures of concurrent.futures; the tasks themselves are short.
"""

import threading
from concurrent.futures import ThreadPoolExecutor, as_completed

THREADS = 2


def task(number):
    total = 0
    for i in range(number % 50):
        total += i * number
    return total


def chained(executor, count):
    """The results of all tasks, each of which is submitted by the callback of the one before."""
    results = []
    ended = threading.Semaphore(0)

    def following(future):
        number = len(results)
        results.append(future.result())
        if number + 1 < count:
            executor.submit(task, number + 1).add_done_callback(following)
        else:
            ended.release()

    executor.submit(task, 0).add_done_callback(following)
    # A task that fails would end the chain without a word; verify then finds that results are missing.
    ended.acquire(timeout=60)
    return results


def prepare(scale):
    return max(4, round(100 * scale))


def run(count, loops):
    result = None
    with ThreadPoolExecutor(THREADS) as executor:
        for _ in range(loops):
            mapped = list(executor.map(task, range(count)))
            futures = {executor.submit(task, number): number for number in range(count)}
            completed = {futures[future]: future.result() for future in as_completed(futures)}
            result = mapped, completed, chained(executor, count)
    return result


def verify(count, loops, result):
    mapped, completed, chain = result
    # The sum of 0 to k - 1, times the number.
    expected = [number * (number % 50) * (number % 50 - 1) // 2 for number in range(count)]
    assert mapped == chain == expected and completed == dict(enumerate(expected))

"""Dict creation: small dicts are made in several ways, read and dropped; each worker has its own.

The keys are constants of one function, so only their reference counts are shared.
"""


def prepare(scale):
    return max(10, round(3000 * scale))


def worker(count, index, workers, loops):
    total = 0
    for _ in range(loops):
        total = 0
        for i in range(count):
            shown = {'first': i, 'second': 2, 'third': 3}
            named = dict(first=i, second=4)
            copied = dict(shown)
            merged = {**shown, **named}
            numbered = {k: k + i for k in range(4)}
            total += copied['first'] + merged['second'] + len(merged) + numbered[3] + len({})
    return total


def verify(count, loops, results):
    assert results == [sum(i + 4 + 3 + 3 + i for i in range(count))] * len(results), results

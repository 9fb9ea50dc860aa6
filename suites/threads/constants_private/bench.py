"""Constants, private: the work of constants_shared, on literals of each worker's own."""

SOURCE = '''
def work(count):
    total = 0
    for i in range(count):
        pair = (1000003, 'apple pie')
        other = (1000003, 'apple pie')
        if pair == other:
            total += pair[0] - 1000000
        text = 'a longer text, not a name'
        total += len(text)
        number = 12345678901234567890
        if number > i:
            total += 1
        ratio = 2.5
        if ratio > 2.0:
            total += 1
    return total
'''


def private_names():
    """The names of SOURCE, compiled anew: functions, code objects and constants that no other worker has."""
    names = {}
    exec(compile(SOURCE, '<private>', 'exec'), names)
    return names


def prepare(scale):
    return max(10, round(8000 * scale))


def worker(count, index, workers, loops):
    work = private_names()['work']
    total = 0
    for _ in range(loops):
        total = work(count)
    return total


def verify(count, loops, results):
    assert results == [count * (3 + 25 + 2)] * len(results), results

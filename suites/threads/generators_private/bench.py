"""Generators, private: the work of generators_shared, on generator functions of each worker's own."""

SOURCE = '''
def numbers(count):
    i = 0
    while i < count:
        yield i
        i += 1


def filtered(source):
    for value in source:
        if value % 3:
            yield value


def work(count):
    total = sum(value * 2 for value in filtered(numbers(count)))
    for start in range(0, count, 10):
        for value in numbers(3):
            total += start + value
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
    expected = sum(2 * i for i in range(count) if i % 3)
    expected += sum(3 * start + 3 for start in range(0, count, 10))
    assert results == [expected] * len(results), results

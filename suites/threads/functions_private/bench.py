"""Functions, private: the work of functions_shared, on functions, code objects and globals of each worker's own."""

SOURCE = '''
def add(a, b):
    return a + b


def twice(value, *, bias=1):
    return add(value, value) + bias


def count_down(n):
    return 0 if n == 0 else 1 + count_down(n - 1)


def work(count):
    total = 0
    for i in range(count):
        total += add(i, 1) + twice(i, bias=2)
        if i % 8 == 0:
            total += count_down(5)
    return total
'''


def private_names():
    """The names of SOURCE, compiled anew: functions, code objects and constants that no other worker has."""
    names = {}
    exec(compile(SOURCE, '<private>', 'exec'), names)
    return names


def prepare(scale):
    return max(10, round(6000 * scale))


def worker(count, index, workers, loops):
    work = private_names()['work']
    total = 0
    for _ in range(loops):
        total = work(count)
    return total


def verify(count, loops, results):
    expected = sum(3 * i + 3 for i in range(count)) + 5 * ((count + 7) // 8)
    assert results == [expected] * len(results), results

"""Methods, private: the work of methods_shared, on a class of each worker's own."""

SOURCE = '''
class Counter:
    step = 1

    def __init__(self):
        self.value = 0

    def add(self, amount):
        self.value += amount * self.step
        return self

    @staticmethod
    def half(value):
        return value >> 1

    @classmethod
    def twice(cls, value):
        return value * (cls.step + 1)

    @property
    def even(self):
        return self.value % 2 == 0


def work(count):
    counter = Counter()
    add = counter.add
    total = 0
    for i in range(count):
        counter.add(i)
        add(1)
        total += counter.half(i) + counter.twice(i)
        if counter.even:
            total += 1
    return total, counter.value
'''


def private_names():
    """The names of SOURCE, compiled anew: functions, code objects and constants that no other worker has."""
    names = {}
    exec(compile(SOURCE, '<private>', 'exec'), names)
    return names


def prepare(scale):
    return max(10, round(4000 * scale))


def worker(count, index, workers, loops):
    work = private_names()['work']
    result = None
    for _ in range(loops):
        result = work(count)
    return result


def verify(count, loops, results):
    total = sum(i // 2 + 2 * i for i in range(count))
    # After turn i the value is (i + 1)(i + 2) / 2, which is even for every other pair of turns.
    total += sum((i + 1) * (i + 2) // 2 % 2 == 0 for i in range(count))
    assert results == [(total, count * (count + 1) // 2)] * len(results), results

"""Closures: functions with cells that they read and change, which all workers make from the same code objects."""


def adder(amount):
    def add(value):
        return value + amount

    return add


def counter():
    count = 0

    def step(by=1):
        nonlocal count
        count += by
        return count

    return step


def prepare(scale):
    return max(10, round(5000 * scale))


def worker(turns, index, workers, loops):
    total = 0
    for _ in range(loops):
        total = 0
        step = counter()
        for i in range(turns):
            add = adder(i)
            total += add(1) + step(2)
            key = lambda value: value * i
            total += key(3)
    return total


def verify(turns, loops, results):
    expected = sum(i + 1 + 2 * (i + 1) + 3 * i for i in range(turns))
    assert results == [expected] * len(results), results

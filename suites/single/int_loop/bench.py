"""A while loop over small integers: add, multiply, remainder, compare."""

MODULUS = 1000003


def prepare(scale):
    return max(10, round(50000 * scale))


def run(count, loops):
    total = 0
    for _ in range(loops):
        total = 0
        i = 0
        while i < count:
            total = (total + i * 2) % 1000003
            i = i + 1
    return total


def verify(count, loops, total):
    assert total == count * (count - 1) % MODULUS, total

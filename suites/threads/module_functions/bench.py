"""Module functions: abs, len, min, isinstance and functions of the math module, reached through shared modules.

What all workers share is the modules' dicts, the builtins and the function objects in them.
"""

import math


def prepare(scale):
    return max(10, round(8000 * scale))


def worker(count, index, workers, loops):
    total = 0
    pair = (index, index)
    for _ in range(loops):
        total = 0
        for i in range(count):
            total += math.floor(i * 0.5) + math.gcd(i, 12)
            total += abs(-i) + len(pair) + min(i, 7)
            if isinstance(i, int):
                total += math.isqrt(i)
    return total


def verify(count, loops, results):
    expected = 0
    root = 0
    for i in range(count):
        if (root + 1) * (root + 1) <= i:
            root += 1
        divisor = max(d for d in (1, 2, 3, 4, 6, 12) if i % d == 0)
        expected += i // 2 + divisor + i + 2 + (i if i < 7 else 7) + root
    assert results == [expected] * len(results), results

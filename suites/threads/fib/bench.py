"""Fibonacci by double recursion: nothing but calls of one shared function and small integers."""


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def prepare(scale):
    n = 20
    while scale >= 1.6:
        n += 1
        scale /= 1.618
    while scale < 0.6 and n > 8:
        n -= 1
        scale *= 1.618
    return n


def worker(n, index, workers, loops):
    value = 0
    for _ in range(loops):
        value = fib(n)
    return value


def verify(n, loops, results):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    assert results == [a] * len(results), results

"""Primes by trial division; every worker searches the same range for itself."""


def is_prime(n):
    if n < 2:
        return False
    if n % 2 == 0:
        return n == 2
    divisor = 3
    while divisor * divisor <= n:
        if n % divisor == 0:
            return False
        divisor += 2
    return True


def prepare(scale):
    return max(100, round(10000 * scale))


def worker(limit, index, workers, loops):
    count = 0
    for _ in range(loops):
        count = 0
        for n in range(limit):
            if is_prime(n):
                count += 1
    return count


def verify(limit, loops, results):
    # The sieve of Eratosthenes as the second method.
    flags = bytearray([1]) * limit
    flags[0:2] = b'\0\0'
    for n in range(2, limit):
        if flags[n]:
            for multiple in range(n * n, limit, n):
                flags[multiple] = 0
    assert results == [sum(flags)] * len(results), results

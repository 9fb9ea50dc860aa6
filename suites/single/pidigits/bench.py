"""Digits of pi by a streaming spigot over linear fractional transformations (Gibbons).

Exercises multiplication, addition and floor division of big integers.
"""


def pi_digits(count):
    digits = []
    q, r, t, k, n, odd = 1, 0, 1, 1, 3, 3
    while len(digits) < count:
        if 4 * q + r - t < n * t:
            digits.append(n)
            following = 10 * (r - n * t)
            n = 10 * (3 * q + r) // t - 10 * n
            q *= 10
            r = following
        else:
            following = (2 * q + r) * odd
            n = (q * (7 * k) + 2 + r * odd) // (t * odd)
            q *= k
            t *= odd
            odd += 2
            k += 1
            r = following
    return digits


def arctan_inverse(x, unity):
    """unity * arctan(1 / x), by its series."""
    term = total = unity // x
    square = x * x
    divisor = 1
    sign = -1
    while term:
        term //= square
        divisor += 2
        total += sign * (term // divisor)
        sign = -sign
    return total


def prepare(scale):
    return max(20, round(400 * scale))


def run(count, loops):
    digits = None
    for _ in range(loops):
        digits = pi_digits(count)
    return digits


def verify(count, loops, digits):
    unity = 10 ** (count + 20)
    pi = 4 * (4 * arctan_inverse(5, unity) - arctan_inverse(239, unity))
    assert ''.join(map(str, digits)) == str(pi)[:count]

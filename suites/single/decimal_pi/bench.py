"""Decimal constants: pi by Machin's formula, e by its series and a factorial, in decimal arithmetic of many digits."""

from decimal import Decimal, localcontext

# The first fifty decimal places.
PI = '3.14159265358979323846264338327950288419716939937510'
E = '2.71828182845904523536028747135266249775724709369995'


def arctan_inverse(x):
    """arctan(1 / x), to the precision of the current context."""
    term = total = 1 / Decimal(x)
    square = x * x
    divisor = 1
    last = None
    while total != last:
        last = total
        term /= -square
        divisor += 2
        total += term / divisor
    return total


def constants(digits):
    with localcontext() as context:
        context.prec = digits + 10
        pi = 4 * (4 * arctan_inverse(5) - arctan_inverse(239))
        e = term = Decimal(1)
        last = None
        n = 0
        while e != last:
            last = e
            n += 1
            term /= n
            e += term
        context.prec = 4 * digits
        factorial = Decimal(1)
        for k in range(2, digits + 1):
            factorial *= k
    return pi, e, factorial


def prepare(scale):
    return max(60, round(500 * scale))


def run(digits, loops):
    result = None
    for _ in range(loops):
        result = constants(digits)
    return result


def verify(digits, loops, result):
    pi, e, factorial = result
    assert str(pi)[:52] == PI and str(e)[:52] == E
    # In whole numbers: e to that many digits, and the factorial.
    unity = 10 ** (digits + 10)
    total, term, n = 0, unity, 0
    while term:
        total += term
        n += 1
        term //= n
    assert str(e).replace('.', '')[:digits] == str(total)[:digits]
    whole = 1
    for k in range(2, digits + 1):
        whole *= k
    assert factorial == whole

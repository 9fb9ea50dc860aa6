"""Fractions: Bernoulli numbers, sums of harmonic series and Farey sequences with fractions.Fraction."""

from fractions import Fraction
from math import gcd


def bernoulli(count):
    """B(0) to B(count), with B(1) = 1/2, by the triangle of Akiyama and Tanigawa."""
    numbers = []
    row = []
    for m in range(count + 1):
        row.append(Fraction(1, m + 1))
        for j in range(m, 0, -1):
            row[j - 1] = j * (row[j - 1] - row[j])
        numbers.append(row[0])
    return numbers


def farey(order):
    """All fractions between 0 and 1 with denominators up to the order, by mediants."""
    found = [Fraction(0), Fraction(1)]
    while True:
        longer = []
        for left, right in zip(found, found[1:]):
            longer.append(left)
            if left.denominator + right.denominator <= order:
                longer.append(
                    Fraction(left.numerator + right.numerator, left.denominator + right.denominator)
                )
        longer.append(found[-1])
        if len(longer) == len(found):
            return found
        found = longer


def prepare(scale):
    return max(4, round(36 * scale))


def run(size, loops):
    result = None
    for _ in range(loops):
        harmonic = sum((Fraction(1, k) for k in range(1, 4 * size)), Fraction(0))
        result = bernoulli(size), harmonic, farey(size // 2)
    return result


def verify(size, loops, result):
    numbers, harmonic, sequence = result
    known = ['1', '1/2', '1/6', '0', '-1/30', '0', '1/42', '0', '-1/30', '0', '5/66', '0', '-691/2730']
    assert [str(number) for number in numbers[:13]] == known[: size + 1]
    # The theorem of von Staudt and Clausen gives every denominator.
    for n in range(2, size + 1, 2):
        product = 1
        for p in range(2, n + 2):
            if n % (p - 1) == 0 and all(p % d for d in range(2, p)):
                product *= p
        assert numbers[n].denominator == product
    numerator, denominator = 0, 1
    for k in range(1, 4 * size):
        numerator, denominator = numerator * k + denominator, denominator * k
    assert harmonic == Fraction(numerator, denominator) and gcd(harmonic.numerator, harmonic.denominator) == 1
    order = size // 2
    totients = sum(sum(gcd(a, n) == 1 for a in range(1, n + 1)) for n in range(1, order + 1))
    assert len(sequence) == 1 + totients and sequence == sorted(sequence)
    # Neighbours a/b < c/d have bc - ad = 1.
    for left, right in zip(sequence, sequence[1:]):
        assert left.denominator * right.numerator - left.numerator * right.denominator == 1

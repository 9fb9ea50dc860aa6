"""A for loop over floats: the Leibniz series for pi and the alternating series for the logarithm of two."""

from math import log, pi


def prepare(scale):
    return max(100, round(50000 * scale))


def run(terms, loops):
    quarter = logarithm = 0.0
    for _ in range(loops):
        quarter = logarithm = 0.0
        sign = 1.0
        divisor = 1.0
        odd = 1.0
        for _ in range(terms):
            quarter += sign / odd
            logarithm += sign / divisor
            sign = -sign
            odd += 2.0
            divisor += 1.0
    return quarter, logarithm


def verify(terms, loops, result):
    quarter, logarithm = result
    assert abs(4 * quarter - pi) < 2 / terms, quarter
    assert abs(logarithm - log(2)) < 1 / terms, logarithm

"""Monte Carlo integration: the share of random points inside a quarter circle, with the generator of Park and Miller.

Exercises method calls, attribute updates, integer remainder and float comparison.
"""

MODULUS = 2147483647


class MinimalStandard:
    """x -> 16807 x mod (2^31 - 1), S. K. Park and K. W. Miller, Communications of the ACM 31 (1988)."""

    def __init__(self, seed):
        self.value = seed

    def next_float(self):
        self.value = self.value * 16807 % MODULUS
        return self.value / 2147483647.0


def integrate(points, generator):
    inside = 0
    for _ in range(points):
        x = generator.next_float()
        y = generator.next_float()
        if x * x + y * y <= 1.0:
            inside += 1
    return 4.0 * inside / points


def prepare(scale):
    return max(5000, round(12000 * scale))


def run(points, loops):
    estimate = generator = None
    for _ in range(loops):
        generator = MinimalStandard(1)
        estimate = integrate(points, generator)
    return estimate, generator.value


def verify(points, loops, result):
    estimate, value = result
    # The published check of the generator: from 1, the 10000th number is 1043618065.
    generator = MinimalStandard(1)
    for _ in range(10000):
        generator.next_float()
    assert generator.value == 1043618065
    assert value == pow(16807, 2 * points, MODULUS)
    # Five standard deviations of the estimate: sqrt(pi (4 - pi) / points) each.
    assert abs(estimate - 3.141592653589793) < 5 * 1.642 / points**0.5, estimate

"""Statistics: means, deviations, quantiles, modes and a normal distribution with the statistics module."""

import math
import statistics
from fractions import Fraction


def prepare(scale):
    state = 1809
    data = []
    for _ in range(max(20, round(700 * scale))):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        data.append((state >> 16) / 64)
    return data


def run(data, loops):
    result = None
    for _ in range(loops):
        normal = statistics.NormalDist.from_samples(data[:50])
        result = (
            statistics.mean(data),
            statistics.fmean(data),
            statistics.pvariance(data),
            statistics.stdev(data),
            statistics.median(data),
            statistics.quantiles(data, n=4, method='inclusive'),
            statistics.mode([int(value) % 7 for value in data]),
            statistics.geometric_mean([1.0 + value for value in data]),
            statistics.harmonic_mean([1.0 + value for value in data[:100]]),
            normal.inv_cdf(normal.cdf(normal.mean + normal.stdev)) - normal.mean - normal.stdev,
        )
    return result


def verify(data, loops, result):
    mean, fmean, pvariance, stdev, median, quartiles, mode, geometric, harmonic, difference = result
    count = len(data)
    # The values are multiples of 1/64, so all of this is exact in fractions.
    exact = [Fraction(value) for value in data]
    middle = sum(exact) / count
    squares = sum((value - middle) ** 2 for value in exact)
    assert mean == fmean == float(middle)
    assert math.isclose(pvariance, squares / count, rel_tol=1e-14)
    assert math.isclose(stdev, math.sqrt(squares / (count - 1)), rel_tol=1e-14)
    ordered = sorted(exact)

    def at(share):
        place = share * (count - 1)
        low = math.floor(place)
        high = min(low + 1, count - 1)
        return ordered[low] + (ordered[high] - ordered[low]) * (place - low)

    assert median == at(Fraction(1, 2))
    assert all(math.isclose(quartiles[i], at(Fraction(i + 1, 4)), rel_tol=1e-14) for i in range(3))
    remainders = [int(value) % 7 for value in data]
    assert remainders.count(mode) == max(map(remainders.count, range(7)))
    assert math.isclose(math.log(geometric), sum(math.log1p(value) for value in data) / count, rel_tol=1e-12)
    assert math.isclose(100 / harmonic if count >= 100 else count / harmonic, sum(1 / (1 + v) for v in data[:100]), rel_tol=1e-12)
    assert abs(difference) < 1e-9 * stdev

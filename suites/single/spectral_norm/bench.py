"""Spectral norm of the matrix A[i][j] = 1 / ((i + j)(i + j + 1) / 2 + i + 1), by the power method.

Exercises calls of small functions, float arithmetic and list building.
"""

from math import sqrt

ROUNDS = 10


def element(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector):
    size = range(len(vector))
    result = []
    for i in size:
        total = 0.0
        for j in size:
            total += element(i, j) * vector[j]
        result.append(total)
    return result


def times_transposed(vector):
    size = range(len(vector))
    result = []
    for i in size:
        total = 0.0
        for j in size:
            total += element(j, i) * vector[j]
        result.append(total)
    return result


def spectral_norm(n):
    u = [1.0] * n
    v = u
    for _ in range(ROUNDS):
        v = times_transposed(times(u))
        u = times_transposed(times(v))
    numerator = denominator = 0.0
    for a, b in zip(u, v):
        numerator += a * b
        denominator += b * b
    return sqrt(numerator / denominator)


def norm_by_matrix(n):
    """The same norm with the matrix written out and the Rayleigh quotient of A'A normalised at each step."""
    matrix = [[1.0 / ((i + j) * (i + j + 1) / 2 + i + 1) for j in range(n)] for i in range(n)]
    vector = [1.0] * n
    quotient = 0.0
    for _ in range(40):
        image = [sum(a * x for a, x in zip(row, vector)) for row in matrix]
        back = [sum(matrix[i][j] * image[i] for i in range(n)) for j in range(n)]
        quotient = sqrt(sum(a * x for a, x in zip(back, vector)) / sum(x * x for x in vector))
        length = sqrt(sum(x * x for x in back))
        vector = [x / length for x in back]
    return quotient


def prepare(scale):
    return max(5, round(40 * sqrt(scale)))


def run(n, loops):
    result = 0.0
    for _ in range(loops):
        result = spectral_norm(n)
    return result


def verify(n, loops, result):
    if n == 100:
        assert abs(result - 1.274219991) < 1e-9, result
    assert abs(result - norm_by_matrix(n)) < 1e-7, result

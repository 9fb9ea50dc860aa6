"""Mandelbrot set: escape times on a grid, by float arithmetic, and one row by complex arithmetic.

Exercises float loops with comparisons and breaks, and complex arithmetic.
"""

LIMIT = 50

# The sum of all escape times on the grid of 48 by 48.
SUM_48 = 38992


def escape_time(cr, ci):
    zr = zi = 0.0
    for step in range(LIMIT):
        zr2 = zr * zr
        zi2 = zi * zi
        if zr2 + zi2 > 4.0:
            return step
        zi = 2.0 * zr * zi + ci
        zr = zr2 - zi2 + cr
    return LIMIT


def escape_time_complex(c):
    z = 0j
    for step in range(LIMIT):
        if z.real * z.real + z.imag * z.imag > 4.0:
            return step
        z = z * z + c
    return LIMIT


def grid(size):
    rows = []
    for y in range(size):
        ci = -1.25 + 2.5 * y / size
        row = []
        for x in range(size):
            row.append(escape_time(-2.0 + 2.5 * x / size, ci))
        rows.append(row)
    return rows


def complex_row(size, y):
    ci = -1.25 + 2.5 * y / size
    return [escape_time_complex(complex(-2.0 + 2.5 * x / size, ci)) for x in range(size)]


def prepare(scale):
    return max(8, round(48 * scale**0.5))


def run(size, loops):
    rows = middle = None
    for _ in range(loops):
        rows = grid(size)
        middle = complex_row(size, size // 3)
    return rows, middle


def verify(size, loops, result):
    rows, middle = result
    assert rows[size // 3] == middle
    if size == 48:
        total = sum(map(sum, rows))
        assert total == SUM_48, total
    # The set is symmetric about the real axis.
    for y in range(1, size // 2):
        mirrored = rows[size - y]
        assert sum(1 for a, b in zip(rows[y], mirrored) if a != b) <= 2

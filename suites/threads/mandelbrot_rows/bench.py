"""Mandelbrot rows: escape times along rows of the picture, in floats; a loop computes a fixed set of rows."""

LIMIT = 60


def row(width, ci):
    counts = []
    for x in range(width):
        cr = -2.0 + 3.0 * x / width
        zr = zi = 0.0
        step = 0
        while step < LIMIT:
            zr2 = zr * zr
            zi2 = zi * zi
            if zr2 + zi2 > 4.0:
                break
            zi = 2.0 * zr * zi + ci
            zr = zr2 - zi2 + cr
            step += 1
        counts.append(step)
    return counts


def prepare(scale):
    return max(10, round(100 * scale))


def worker(width, index, workers, loops):
    rows = None
    for _ in range(loops):
        rows = [row(width, -1.0 + 0.125 * y) for y in range(17)]
    return rows


def verify(width, loops, results):
    for rows in results:
        # The set is symmetric about the real axis, and these rows are exact mirror images.
        for y in range(17):
            assert rows[y] == rows[16 - y]
        # On the real axis the set is the interval from -2 to 1/4.
        for x, steps in enumerate(rows[8]):
            real = -2.0 + 3.0 * x / width
            assert (steps == LIMIT) == (real <= 0.25) or 0.25 < real < 0.26, (real, steps)
        assert rows == results[0]

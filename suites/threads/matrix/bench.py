"""Matrix product on lists of lists of floats; every worker has matrices of its own."""


def matrix_of(size, seed):
    state = seed
    rows = []
    for _ in range(size):
        row = []
        for _ in range(size):
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            row.append(float(state >> 24))
        rows.append(row)
    return rows


def product(a, b):
    columns = [[row[j] for row in b] for j in range(len(b[0]))]
    result = []
    for row in a:
        line = []
        for column in columns:
            total = 0.0
            for k in range(len(row)):
                total += row[k] * column[k]
            line.append(total)
        result.append(line)
    return result


def prepare(scale):
    return max(4, round(48 * scale ** (1 / 3)))


def worker(size, index, workers, loops):
    a = matrix_of(size, 1 + index)
    b = matrix_of(size, 1001 + index)
    c = None
    for _ in range(loops):
        c = product(a, b)
    return a, b, c


def verify(size, loops, results):
    for a, b, c in results:
        # Freivalds: a(bv) == cv, exact here because all numbers are small integers in floats.
        vector = [float((3 * i) % 7 - 3) for i in range(size)]
        bv = [sum(x * v for x, v in zip(row, vector)) for row in b]
        abv = [sum(x * v for x, v in zip(row, bv)) for row in a]
        cv = [sum(x * v for x, v in zip(row, vector)) for row in c]
        assert abv == cv
        assert c[0][0] == sum(a[0][k] * b[k][0] for k in range(size))

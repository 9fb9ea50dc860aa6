"""Sparse matrix times vector: rows in compressed storage (values, columns, starts of rows).

Exercises indirect reads of list items: the columns say which item of the vector comes next.
"""

TURNS = 10


def prepare(scale):
    size = max(20, round(1000 * scale))
    state = 31
    values, columns, starts = [], [], [0]
    for row in range(size):
        for _ in range(1 + row % 10):
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            columns.append((state >> 8) % size)
            values.append(float((state >> 4 & 7) - 3))
        starts.append(len(values))
    vector = [float(i % 11 - 5) for i in range(size)]
    return values, columns, starts, vector


def multiply(values, columns, starts, vector):
    product = []
    start = starts[0]
    for row in range(len(starts) - 1):
        end = starts[row + 1]
        total = 0.0
        for k in range(start, end):
            total += values[k] * vector[columns[k]]
        product.append(total)
        start = end
    return product


def run(state, loops):
    values, columns, starts, vector = state
    product = None
    for _ in range(loops):
        for _ in range(TURNS):
            product = multiply(values, columns, starts, vector)
    return product


def verify(state, loops, product):
    values, columns, starts, vector = state
    # By columns instead of rows; whole numbers this small add up exactly in any order.
    by_column = {}
    for row in range(len(vector)):
        for k in range(starts[row], starts[row + 1]):
            by_column.setdefault(columns[k], []).append((row, values[k]))
    expected = [0.0] * len(vector)
    for column, entries in by_column.items():
        for row, value in entries:
            expected[row] += value * vector[column]
    assert product == expected

"""LU decomposition: Gaussian elimination with partial pivoting of a dense matrix in lists of lists.

Exercises float arithmetic on list items in a loop three deep.
"""


def factor(rows):
    """Replace a square matrix by its factors L (unit diagonal, below) and U; returns the order of the rows."""
    size = len(rows)
    order = list(range(size))
    for column in range(size):
        pivot = column
        largest = abs(rows[column][column])
        for i in range(column + 1, size):
            value = abs(rows[i][column])
            if value > largest:
                pivot, largest = i, value
        if pivot != column:
            rows[pivot], rows[column] = rows[column], rows[pivot]
            order[pivot], order[column] = order[column], order[pivot]
        top = rows[column]
        inverse = 1.0 / top[column]
        for i in range(column + 1, size):
            row = rows[i]
            multiplier = row[column] * inverse
            row[column] = multiplier
            for j in range(column + 1, size):
                row[j] -= multiplier * top[j]
    return order


def solve(rows, order, right):
    """The solution of A x = right, given A's factors."""
    size = len(rows)
    x = [right[i] for i in order]
    for i in range(size):
        row = rows[i]
        for j in range(i):
            x[i] -= row[j] * x[j]
    for i in range(size - 1, -1, -1):
        row = rows[i]
        for j in range(i + 1, size):
            x[i] -= row[j] * x[j]
        x[i] /= row[i]
    return x


def prepare(scale):
    size = max(5, round(60 * scale ** (1 / 3)))
    state = 4711
    matrix = []
    for _ in range(size):
        row = []
        for _ in range(size):
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            row.append((state >> 8) / 2**22 - 1.0)
        matrix.append(row)
    return matrix


def run(matrix, loops):
    rows = order = x = None
    right = [sum(row) for row in matrix]
    for _ in range(loops):
        rows = [row[:] for row in matrix]
        order = factor(rows)
        x = solve(rows, order, right)
    return rows, order, x


def verify(matrix, loops, result):
    rows, order, x = result
    size = len(matrix)
    assert sorted(order) == list(range(size))
    for i in range(size):
        for j in range(size):
            total = sum(rows[i][k] * rows[k][j] for k in range(min(i, j + 1)))
            if i <= j:
                total += rows[i][j]
            assert abs(total - matrix[order[i]][j]) < 1e-9
        # Partial pivoting leaves no multiplier above 1.
        assert all(abs(rows[i][j]) <= 1.0 for j in range(i))
    # The right-hand side is the sum of the columns, so the solution is all ones.
    assert max(abs(value - 1.0) for value in x) < 1e-6

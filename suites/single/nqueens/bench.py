"""N-queens: all solutions by backtracking, columns and diagonals kept as lists of flags.

Exercises recursion, list indexing and tuple building.
"""

SOLUTIONS = {4: 2, 5: 10, 6: 4, 7: 40, 8: 92, 9: 352}


class Board:
    def __init__(self, size):
        self.size = size
        self.columns = [False] * size
        self.rising = [False] * (2 * size)
        self.falling = [False] * (2 * size)
        self.queens = []
        self.solutions = []

    def place(self, row):
        if row == self.size:
            self.solutions.append(tuple(self.queens))
            return
        columns, rising, falling = self.columns, self.rising, self.falling
        for column in range(self.size):
            up = row + column
            down = row - column + self.size
            if columns[column] or rising[up] or falling[down]:
                continue
            columns[column] = rising[up] = falling[down] = True
            self.queens.append(column)
            self.place(row + 1)
            self.queens.pop()
            columns[column] = rising[up] = falling[down] = False


def prepare(scale):
    if scale < 0.5:
        return 6
    return 8 if scale < 8 else 9


def run(size, loops):
    solutions = None
    for _ in range(loops):
        board = Board(size)
        board.place(0)
        solutions = board.solutions
    return solutions


def verify(size, loops, solutions):
    assert len(set(solutions)) == len(solutions) == SOLUTIONS[size], len(solutions)
    for queens in solutions:
        assert len({row + column for row, column in enumerate(queens)}) == size
        assert len({row - column for row, column in enumerate(queens)}) == size
        assert sorted(queens) == list(range(size))

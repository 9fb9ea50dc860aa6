"""N-queens by recursion on bit masks; every worker finds all solutions for itself."""

SOLUTIONS = {6: 4, 7: 40, 8: 92}


def place(full, columns, rising, falling, placed, solutions):
    if columns == full:
        solutions.append(tuple(placed))
        return
    free = full & ~(columns | rising | falling)
    while free:
        bit = free & -free
        free ^= bit
        placed.append(bit.bit_length() - 1)
        place(full, columns | bit, (rising | bit) << 1, (falling | bit) >> 1, placed, solutions)
        placed.pop()


def prepare(scale):
    return 8 if scale >= 0.5 else 6


def worker(size, index, workers, loops):
    solutions = None
    for _ in range(loops):
        solutions = []
        place((1 << size) - 1, 0, 0, 0, [], solutions)
    return solutions


def verify(size, loops, results):
    for solutions in results:
        assert len(set(solutions)) == len(solutions) == SOLUTIONS[size]
        for queens in solutions:
            assert len({row + column for row, column in enumerate(queens)}) == size
            assert len({row - column for row, column in enumerate(queens)}) == size
            assert len(set(queens)) == size

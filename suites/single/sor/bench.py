"""Successive over-relaxation: Laplace's equation on a square grid, with the optimal factor for it (Young).

Exercises float arithmetic on items of lists of lists.
"""

import math

SIZE = 24


def boundary_value(i, j):
    """A function whose discrete Laplacian is zero too, so the solution on the grid is this function."""
    return float(i * i - j * j + 3 * i * j)


def new_grid():
    grid = [[0.0] * (SIZE + 1) for _ in range(SIZE + 1)]
    for i in range(SIZE + 1):
        for edge in (0, SIZE):
            grid[i][edge] = boundary_value(i, edge)
            grid[edge][i] = boundary_value(edge, i)
    return grid


def relax(grid, sweeps):
    omega = 2.0 / (1.0 + math.sin(math.pi / SIZE))
    quarter = omega * 0.25
    keep = 1.0 - omega
    for _ in range(sweeps):
        for i in range(1, SIZE):
            above = grid[i - 1]
            row = grid[i]
            below = grid[i + 1]
            for j in range(1, SIZE):
                row[j] = quarter * (above[j] + below[j] + row[j - 1] + row[j + 1]) + keep * row[j]


def prepare(scale):
    return max(30, round(60 * scale))


def run(sweeps, loops):
    grid = None
    for _ in range(loops):
        grid = new_grid()
        relax(grid, sweeps)
    return grid


def verify(sweeps, loops, grid):
    error = max(abs(grid[i][j] - boundary_value(i, j)) for i in range(SIZE + 1) for j in range(SIZE + 1))
    # In the long run the error falls by the factor omega - 1 = 0.769 each sweep; more slowly at first.
    assert error < 1e5 * 0.79**sweeps + 1e-9, error

"""Game of life on an unbounded plane: the living cells are a set of coordinate tuples.

Exercises tuple hashing, set building and dict counting.
"""

# The R-pentomino: its population after some generations is well known.
START = ((1, 0), (2, 0), (0, 1), (1, 1), (1, 2))
POPULATION = {0: 5, 1: 6, 2: 7, 3: 9, 4: 8, 5: 9, 6: 12, 7: 11, 8: 18, 1103: 116}

AROUND = ((-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1))


def step(living):
    counts = {}
    for x, y in living:
        for dx, dy in AROUND:
            cell = (x + dx, y + dy)
            counts[cell] = counts.get(cell, 0) + 1
    return {cell for cell, count in counts.items() if count == 3 or (count == 2 and cell in living)}


def step_by_grid(living):
    """One generation on a dense grid of 0 and 1: the second method."""
    if not living:
        return set()
    left = min(x for x, _ in living) - 1
    top = min(y for _, y in living) - 1
    width = max(x for x, _ in living) - left + 2
    height = max(y for _, y in living) - top + 2
    grid = [[1 if (x + left, y + top) in living else 0 for x in range(width)] for y in range(height)]
    following = set()
    for y in range(height):
        for x in range(width):
            near = 0
            for row in grid[max(y - 1, 0) : y + 2]:
                near += sum(row[max(x - 1, 0) : x + 2])
            near -= grid[y][x]
            if near == 3 or (near == 2 and grid[y][x]):
                following.add((x + left, y + top))
    return following


def prepare(scale):
    return max(10, round(60 * scale))


def run(generations, loops):
    history = living = None
    for _ in range(loops):
        living = set(START)
        history = [len(living)]
        for _ in range(generations):
            living = step(living)
            history.append(len(living))
    return history, living


def verify(generations, loops, result):
    history, living = result
    for generation, population in POPULATION.items():
        if generation <= generations:
            assert history[generation] == population, (generation, history[generation])
    check = set(START)
    for _ in range(generations):
        check = step_by_grid(check)
    assert check == living

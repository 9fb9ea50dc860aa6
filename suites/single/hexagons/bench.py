"""Hexagon puzzle: each tile carries the number of tiles that it must touch; place all of them on a board of hexagons.

The search fills cell after cell with a tile or with nothing and keeps, for each cell, how many tiles it may still get.
Exercises list items, small integers, recursion and undoing.
"""

import random

DIRECTIONS = ((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1))
EMPTY = -1


def board_of(radius):
    """The neighbours of each cell, as numbers of cells; cells are numbered row by row in axial coordinates."""
    numbers = {}
    for r in range(-radius, radius + 1):
        for q in range(-radius, radius + 1):
            if abs(q + r) <= radius:
                numbers[q, r] = len(numbers)
    return [[numbers[q + dq, r + dr] for dq, dr in DIRECTIONS if (q + dq, r + dr) in numbers] for q, r in numbers]


def deal(neighbours, filled, source):
    """How many tiles there are of each number, taken from a random placement, so there is a solution."""
    cells = source.sample(range(len(neighbours)), filled)
    tiles = [0] * 7
    for cell in cells:
        tiles[sum(other in cells for other in neighbours[cell])] += 1
    return tiles


class Search:
    def __init__(self, neighbours, tiles, tries):
        self.neighbours = neighbours
        self.tiles = tiles[:]
        self.holes = len(neighbours) - sum(tiles)
        self.placed = [EMPTY] * len(neighbours)
        self.tries = tries
        self.touching = [0] * len(neighbours)
        self.undecided = [len(around) for around in neighbours]

    def fits(self, cell):
        """Whether the tiles around a cell that has just been decided, and its own, can still come true."""
        placed, touching, undecided = self.placed, self.touching, self.undecided
        number = placed[cell]
        if number != EMPTY and not touching[cell] <= number <= touching[cell] + undecided[cell]:
            return False
        for other in self.neighbours[cell]:
            number = placed[other]
            if number != EMPTY and not touching[other] <= number <= touching[other] + undecided[other]:
                return False
        return True

    def solve(self, cell):
        """True when the cells from this one on are filled, False when that is impossible, None when tries run out."""
        if cell == len(self.placed):
            return True
        if self.tries == 0:
            return None
        self.tries -= 1
        around = self.neighbours[cell]
        undecided, touching = self.undecided, self.touching
        for other in around:
            undecided[other] -= 1
        outcome = False
        if self.holes and self.fits(cell):
            self.holes -= 1
            outcome = self.solve(cell + 1)
            if outcome is not False:
                return outcome
            self.holes += 1
        for other in around:
            touching[other] += 1
        for number in range(touching[cell], min(6, touching[cell] + undecided[cell]) + 1):
            if self.tiles[number]:
                self.placed[cell] = number
                if self.fits(cell):
                    self.tiles[number] -= 1
                    outcome = self.solve(cell + 1)
                    if outcome is not False:
                        return outcome
                    self.tiles[number] += 1
        self.placed[cell] = EMPTY
        for other in around:
            touching[other] -= 1
            undecided[other] += 1
        return False


def prepare(scale):
    source = random.Random(60)
    neighbours = board_of(2)
    puzzles = [deal(neighbours, filled, source) for filled in (7, 9, 10, 12, 14, 16)]
    return neighbours, puzzles, max(200, round(700 * scale))


def run(state, loops):
    neighbours, puzzles, tries = state
    answers = None
    for _ in range(loops):
        answers = []
        for tiles in puzzles:
            search = Search(neighbours, tiles, tries)
            outcome = search.solve(0)
            assert outcome is not False
            answers.append(search.placed if outcome else None)
    return answers


def verify(state, loops, answers):
    neighbours, puzzles, tries = state
    assert tries < 700 or sum(answer is not None for answer in answers) >= 2
    for tiles, answer in zip(puzzles, answers):
        if answer is None:
            continue
        for number in range(7):
            assert answer.count(number) == tiles[number]
        for cell, number in enumerate(answer):
            if number != EMPTY:
                assert sum(answer[other] != EMPTY for other in neighbours[cell]) == number

"""Go: random games on a 9x9 board, with captures, suicide forbidden, simple ko and area scoring.

Exercises lists of small integers, sets, flood fill and method calls.
"""

SIZE = 9
EMPTY, BLACK, WHITE = 0, 1, 2

# Black minus white of the first games that the generator gives.
SCORES = [-81, -19, 7, -35]


def neighbour_table():
    table = []
    for point in range(SIZE * SIZE):
        y, x = divmod(point, SIZE)
        around = []
        if y > 0:
            around.append(point - SIZE)
        if y < SIZE - 1:
            around.append(point + SIZE)
        if x > 0:
            around.append(point - 1)
        if x < SIZE - 1:
            around.append(point + 1)
        table.append(tuple(around))
    return table


NEIGHBOURS = neighbour_table()


class Random:
    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self.state >> 8) % limit


class Board:
    def __init__(self):
        self.stones = [EMPTY] * (SIZE * SIZE)
        self.ko = -1
        self.captured = [0, 0, 0]

    def group(self, start):
        """The stones joined to the one at start, and whether the group has a liberty."""
        stones = self.stones
        colour = stones[start]
        seen = {start}
        pending = [start]
        free = False
        while pending:
            for near in NEIGHBOURS[pending.pop()]:
                stone = stones[near]
                if stone == EMPTY:
                    free = True
                elif stone == colour and near not in seen:
                    seen.add(near)
                    pending.append(near)
        return seen, free

    def is_eye(self, point, colour):
        for near in NEIGHBOURS[point]:
            if self.stones[near] != colour:
                return False
        return True

    def play(self, point, colour):
        """Put a stone; returns False, changing nothing, where the rules forbid it."""
        stones = self.stones
        if stones[point] != EMPTY or point == self.ko:
            return False
        other = BLACK + WHITE - colour
        stones[point] = colour
        taken = []
        for near in NEIGHBOURS[point]:
            if stones[near] == other:
                members, free = self.group(near)
                if not free:
                    for member in members:
                        stones[member] = EMPTY
                    taken.extend(members)
        if not taken and not self.group(point)[1]:
            stones[point] = EMPTY
            return False
        self.ko = taken[0] if len(taken) == 1 else -1
        self.captured[colour] += len(taken)
        return True

    def score(self):
        """Black's area minus white's."""
        total = 0
        seen = set()
        for point, stone in enumerate(self.stones):
            if stone == BLACK:
                total += 1
            elif stone == WHITE:
                total -= 1
            elif point not in seen:
                region, borders = self.region(point)
                seen |= region
                if borders == {BLACK}:
                    total += len(region)
                elif borders == {WHITE}:
                    total -= len(region)
        return total

    def region(self, start):
        seen = {start}
        borders = set()
        pending = [start]
        while pending:
            for near in NEIGHBOURS[pending.pop()]:
                stone = self.stones[near]
                if stone != EMPTY:
                    borders.add(stone)
                elif near not in seen:
                    seen.add(near)
                    pending.append(near)
        return seen, borders


def random_game(random, moves):
    board = Board()
    colour = BLACK
    passes = 0
    placed = [0, 0, 0]
    for _ in range(moves):
        choices = [point for point, stone in enumerate(board.stones) if stone == EMPTY]
        played = False
        while choices:
            index = random.below(len(choices))
            point = choices[index]
            choices[index] = choices[-1]
            choices.pop()
            if not board.is_eye(point, colour) and board.play(point, colour):
                played = True
                break
        if played:
            passes = 0
            placed[colour] += 1
        else:
            passes += 1
            board.ko = -1
            if passes == 2:
                break
        colour = BLACK + WHITE - colour
    return board, placed


def prepare(scale):
    return max(1, round(4 * scale))


def run(games, loops):
    outcome = None
    for _ in range(loops):
        random = Random(99)
        outcome = [random_game(random, 160) for _ in range(games)]
    return outcome


def verify(games, loops, outcome):
    assert len(outcome) == games
    for board, placed in outcome:
        for colour in (BLACK, WHITE):
            other = BLACK + WHITE - colour
            assert board.stones.count(colour) == placed[colour] - board.captured[other]
        for point, stone in enumerate(board.stones):
            if stone != EMPTY:
                assert board.group(point)[1], 'a group without liberties is left'
        assert -SIZE * SIZE <= board.score() <= SIZE * SIZE
    scores = [board.score() for board, _ in outcome[:4]]
    assert scores == SCORES[:games], scores

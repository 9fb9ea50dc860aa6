"""Sudoku: constraint propagation on bit masks with search on the most constrained cell.

Exercises bit operations, list copies, dict look-ups and recursion.
"""

ALL = 0b111111111
BIT_COUNT = {mask: bin(mask).count('1') for mask in range(ALL + 1)}

PUZZLES = (
    '530070000600195000098000060800060003400803001700020006060000280000419005000080079',
    '000000010400000000020000000000050407008000300001090000300400200050100000000806000',
    '800000000003600000070090200050007000000045700000100030001000068008500010090000400',
)


def peer_table():
    peers = []
    for cell in range(81):
        row, column = divmod(cell, 9)
        box = (row // 3, column // 3)
        around = []
        for other in range(81):
            r, c = divmod(other, 9)
            if other != cell and (r == row or c == column or (r // 3, c // 3) == box):
                around.append(other)
        peers.append(tuple(around))
    return peers


PEERS = peer_table()


def assign(candidates, cell, mask):
    """Fix a cell and drop its digit from its peers, following every cell that this fixes; False on contradiction."""
    candidates[cell] = mask
    pending = [cell]
    while pending:
        fixed = pending.pop()
        digit = candidates[fixed]
        for peer in PEERS[fixed]:
            before = candidates[peer]
            if before & digit:
                after = before & ~digit
                if after == 0:
                    return False
                candidates[peer] = after
                if BIT_COUNT[after] == 1:
                    pending.append(peer)
    return True


def search(candidates, limit):
    """Solve by trying the digits of the most constrained cell; limit = [tries left], None when they run out."""
    best, fewest = -1, 10
    for cell in range(81):
        count = BIT_COUNT[candidates[cell]]
        if 1 < count < fewest:
            best, fewest = cell, count
            if count == 2:
                break
    if best < 0:
        return candidates
    options = candidates[best]
    while options:
        if limit[0] == 0:
            return None
        limit[0] -= 1
        digit = options & -options
        options ^= digit
        trial = candidates[:]
        if assign(trial, best, digit):
            solved = search(trial, limit)
            if solved is not None:
                return solved
    return None


def solve(puzzle, tries):
    candidates = [ALL] * 81
    for cell, character in enumerate(puzzle):
        if character != '0' and not assign(candidates, cell, 1 << (int(character) - 1)):
            return None
    solved = search(candidates, [tries])
    if solved is None:
        return None
    return ''.join(str(mask.bit_length()) for mask in solved)


def prepare(scale):
    return max(50, round(300 * scale))


def run(tries, loops):
    answers = None
    for _ in range(loops):
        answers = [solve(puzzle, tries) for puzzle in PUZZLES]
    return answers


def verify(tries, loops, answers):
    assert answers[0] is not None
    for puzzle, answer in zip(PUZZLES, answers):
        if answer is None:
            continue
        for cell, character in enumerate(puzzle):
            assert character in ('0', answer[cell])
        for cell in range(81):
            assert all(answer[peer] != answer[cell] for peer in PEERS[cell])

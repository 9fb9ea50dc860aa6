"""Exact cover by dancing links (Knuth's algorithm X): Langford pairings and tilings with dominoes, all of them.

Exercises list items, recursion and undoing; the links are integers in lists.
"""

# Known numbers of solutions: a pairing and its mirror image count as two (Langford's problem, sequence A014552);
# tilings of 4 by n boards with dominoes (sequence A005178).
PAIRINGS = {4: 2, 7: 52}
TILINGS = {3: 11, 4: 36, 5: 95}


class Cover:
    """The matrix of an exact cover problem: rows are sets of column numbers."""

    def __init__(self, columns, rows):
        self.left = list(range(-1, columns))
        self.right = list(range(1, columns + 1)) + [0]
        self.left[0] = columns
        self.up = list(range(columns + 1))
        self.down = list(range(columns + 1))
        self.column = list(range(columns + 1))
        self.size = [0] * columns
        # The root of the list of columns is the number after the last column.
        self.root = columns
        self.right[columns] = 0
        for row in rows:
            self.add(row)

    def add(self, row):
        first = len(self.column)
        last = first + len(row) - 1
        for offset, column in enumerate(row):
            node = first + offset
            self.left.append(node - 1 if offset else last)
            self.right.append(node + 1 if node < last else first)
            self.up.append(self.up[column])
            self.down.append(column)
            self.column.append(column)
            self.down[self.up[column]] = node
            self.up[column] = node
            self.size[column] += 1

    def cover(self, column):
        left, right, up, down = self.left, self.right, self.up, self.down
        right[left[column]] = right[column]
        left[right[column]] = left[column]
        row = down[column]
        while row != column:
            node = right[row]
            while node != row:
                up[down[node]] = up[node]
                down[up[node]] = down[node]
                self.size[self.column[node]] -= 1
                node = right[node]
            row = down[row]

    def uncover(self, column):
        left, right, up, down = self.left, self.right, self.up, self.down
        row = up[column]
        while row != column:
            node = left[row]
            while node != row:
                self.size[self.column[node]] += 1
                down[up[node]] = node
                up[down[node]] = node
                node = left[node]
            row = up[row]
        right[left[column]] = column
        left[right[column]] = column

    def count(self):
        """The number of sets of rows that have every column exactly once."""
        right, down, left = self.right, self.down, self.left
        best = right[self.root]
        if best == self.root:
            return 1
        column = right[best]
        while column != self.root:
            if self.size[column] < self.size[best]:
                best = column
            column = right[column]
        if self.size[best] == 0:
            return 0
        total = 0
        self.cover(best)
        row = down[best]
        while row != best:
            node = right[row]
            while node != row:
                self.cover(self.column[node])
                node = right[node]
            total += self.count()
            node = left[row]
            while node != row:
                self.uncover(self.column[node])
                node = left[node]
            row = down[row]
        self.uncover(best)
        return total


def langford(n):
    rows = []
    for number in range(1, n + 1):
        for place in range(2 * n - number - 1):
            rows.append((number - 1, n + place, n + place + number + 1))
    return Cover(3 * n, rows)


def dominoes(width):
    rows = []
    for y in range(4):
        for x in range(width):
            if x + 1 < width:
                rows.append((y * width + x, y * width + x + 1))
            if y < 3:
                rows.append((y * width + x, y * width + x + width))
    return Cover(4 * width, rows)


def prepare(scale):
    return (7, 5) if scale >= 0.5 else (4, 4)


def run(sizes, loops):
    pairings = tilings = 0
    for _ in range(loops):
        pairings = langford(sizes[0]).count()
        tilings = dominoes(sizes[1]).count()
    return pairings, tilings


def verify(sizes, loops, result):
    assert result == (PAIRINGS[sizes[0]], TILINGS[sizes[1]]), result

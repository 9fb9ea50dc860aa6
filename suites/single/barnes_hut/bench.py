"""Barnes-Hut: the attraction of many bodies in the plane, by a tree of squares with centres of mass (1986).

Exercises objects in a tree, recursion and float arithmetic.
"""

import random

NEAR = 0.4
SOFT = 1e-4


class Square:
    """A square of the plane with the bodies (x, y, mass) in it: a leaf with one body, or four squares."""

    __slots__ = ('x', 'y', 'half', 'mass', 'cx', 'cy', 'body', 'parts')

    def __init__(self, x, y, half):
        self.x = x
        self.y = y
        self.half = half
        self.mass = self.cx = self.cy = 0.0
        self.body = None
        self.parts = None

    def part_of(self, body):
        number = (1 if body[0] >= self.x else 0) + (2 if body[1] >= self.y else 0)
        part = self.parts[number]
        if part is None:
            quarter = self.half / 2
            part = Square(
                self.x + (quarter if number & 1 else -quarter), self.y + (quarter if number & 2 else -quarter), quarter
            )
            self.parts[number] = part
        return part

    def add(self, body):
        x, y, mass = body
        total = self.mass + mass
        self.cx = (self.cx * self.mass + x * mass) / total
        self.cy = (self.cy * self.mass + y * mass) / total
        if self.mass == 0.0:
            self.body = body
        else:
            if self.parts is None:
                self.parts = [None] * 4
                self.part_of(self.body).add(self.body)
                self.body = None
            self.part_of(body).add(body)
        self.mass = total

    def pull(self, x, y, near):
        """The acceleration at a point; a square that looks smaller than `near` counts as one body."""
        dx = self.cx - x
        dy = self.cy - y
        square = dx * dx + dy * dy + SOFT
        if self.parts is None or 4.0 * self.half * self.half < near * near * square:
            strength = self.mass / (square * square**0.5)
            return dx * strength, dy * strength
        ax = ay = 0.0
        for part in self.parts:
            if part is not None:
                px, py = part.pull(x, y, near)
                ax += px
                ay += py
        return ax, ay


def tree_of(bodies):
    root = Square(0.5, 0.5, 0.5)
    for body in bodies:
        root.add(body)
    return root


def prepare(scale):
    source = random.Random(1986)
    count = max(10, round(100 * scale))
    return [(source.random(), source.random(), 0.5 + source.random()) for _ in range(count)]


def run(bodies, loops):
    forces = None
    for _ in range(loops):
        root = tree_of(bodies)
        forces = [root.pull(x, y, NEAR) for x, y, _ in bodies]
    return forces


def verify(bodies, loops, forces):
    root = tree_of(bodies)
    assert abs(root.mass - sum(mass for _, _, mass in bodies)) < 1e-9
    error = size = 0.0
    for (x, y, _), (ax, ay) in zip(bodies, forces):
        # Body by body; the body itself is at distance zero and adds nothing.
        bx = by = 0.0
        for x2, y2, mass in bodies:
            square = (x2 - x) ** 2 + (y2 - y) ** 2 + SOFT
            bx += (x2 - x) * mass / square**1.5
            by += (y2 - y) * mass / square**1.5
        px, py = root.pull(x, y, 0.0)
        assert abs(px - bx) + abs(py - by) < 1e-7 * (1 + abs(bx) + abs(by))
        error += (ax - bx) ** 2 + (ay - by) ** 2
        size += bx * bx + by * by
    # The approximation is good to some per cent of the mean force.
    assert error < 0.02**2 * size, (error / size) ** 0.5

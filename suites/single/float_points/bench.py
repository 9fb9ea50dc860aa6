"""Float points: create point objects from trigonometric functions, normalise each, take the maximum.

Exercises object creation, float attributes and math functions.
"""

from math import cos, sin, sqrt


class Point:
    __slots__ = ('x', 'y', 'z')

    def __init__(self, i):
        self.x = sine = sin(i)
        self.y = cos(i) * 3.0
        self.z = (sine * sine) / 2.0

    def normalise(self):
        length = sqrt(self.x * self.x + self.y * self.y + self.z * self.z)
        self.x /= length
        self.y /= length
        self.z /= length

    def greatest(self, other):
        self.x = self.x if self.x > other.x else other.x
        self.y = self.y if self.y > other.y else other.y
        self.z = self.z if self.z > other.z else other.z
        return self


def bounds(count):
    points = [None] * count
    for i in range(count):
        points[i] = Point(i)
    for point in points:
        point.normalise()
    corner = points[0]
    for point in points[1:]:
        corner = corner.greatest(point)
    return corner.x, corner.y, corner.z


def prepare(scale):
    return max(10, round(8000 * scale))


def run(count, loops):
    corner = None
    for _ in range(loops):
        corner = bounds(count)
    return corner


def verify(count, loops, corner):
    xs, ys, zs = [], [], []
    for i in range(count):
        x, y = sin(i), 3.0 * cos(i)
        z = x * x / 2.0
        length = (x * x + y * y + z * z) ** 0.5
        xs.append(x / length)
        ys.append(y / length)
        zs.append(z / length)
    for found, expected in zip(corner, (max(xs), max(ys), max(zs))):
        assert abs(found - expected) < 1e-12, corner

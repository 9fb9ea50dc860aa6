"""Chaos game: a point moves again and again by one of several B-spline transformations and leaves a trace.

Exercises operator methods on small objects, float arithmetic, recursion-free spline evaluation and nested lists.
"""

from math import sqrt

# Weighted sum of the picture after 600 steps.
CHECKSUM = 79241


class Vector:
    __slots__ = ('x', 'y')

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    def length(self):
        return sqrt(self.x * self.x + self.y * self.y)


class Spline:
    """A uniform B-spline of the given degree with open ends, evaluated by de Boor's scheme."""

    def __init__(self, points, degree=3):
        self.points = points
        self.degree = degree
        inner = len(points) - degree
        self.knots = [0] * degree + list(range(inner + 1)) + [inner] * degree
        self.end = inner

    def __call__(self, t):
        degree, knots = self.degree, self.knots
        span = int(t)
        if span >= self.end:
            span = self.end - 1
        work = self.points[span : span + degree + 1]
        for level in range(1, degree + 1):
            for j in range(degree, level - 1, -1):
                low = knots[span + j]
                high = knots[span + j + degree + 1 - level]
                weight = (t - low) / (high - low)
                work[j] = work[j - 1] * (1.0 - weight) + work[j] * weight
        return work[degree]


class Random:
    """A linear congruential generator, the same on every Python."""

    def __init__(self, seed):
        self.state = seed

    def fraction(self):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return self.state / 0x80000000

    def below(self, limit):
        return int(self.fraction() * limit)


class Game:
    def __init__(self, splines, size, seed):
        self.splines = splines
        self.size = size
        self.random = Random(seed)
        self.picture = [[0] * size for _ in range(size)]

    def transform(self, point):
        spline = self.splines[self.random.below(len(self.splines))]
        t = point.x * spline.end
        on_curve = spline(t)
        behind = spline(t * 0.999) if t > 0.001 else spline(0.001)
        direction = on_curve - behind
        length = direction.length()
        if length == 0.0:
            return on_curve
        offset = Vector(direction.y, -direction.x) * ((point.y - 0.5) * 0.3 / length)
        moved = on_curve + offset
        return Vector(min(max(moved.x, 0.0), 0.999999), min(max(moved.y, 0.0), 0.999999))

    def play(self, steps):
        point = Vector(0.5, 0.5)
        picture, size = self.picture, self.size
        for _ in range(steps):
            point = self.transform(point)
            picture[int(point.y * size)][int(point.x * size)] += 1
        return point


def prepare(scale):
    curves = (
        ((0.1, 0.1), (0.3, 0.9), (0.5, 0.4), (0.7, 0.8), (0.9, 0.2)),
        ((0.8, 0.1), (0.9, 0.6), (0.6, 0.95), (0.3, 0.7), (0.2, 0.3), (0.4, 0.1)),
        ((0.05, 0.5), (0.4, 0.45), (0.6, 0.55), (0.95, 0.5)),
    )
    splines = [Spline([Vector(x, y) for x, y in curve]) for curve in curves]
    return splines, max(20, round(600 * scale))


def run(state, loops):
    splines, steps = state
    game = point = None
    for _ in range(loops):
        game = Game(splines, 32, 1234)
        point = game.play(steps)
    return game.picture, (point.x, point.y)


def basis(spline, i, degree, t):
    """Cox and de Boor's recursive basis function, the check on the evaluation above."""
    knots = spline.knots
    if degree == 0:
        last = spline.end - 1 == knots[i] and knots[i + 1] == spline.end and t >= knots[i]
        return 1.0 if knots[i] <= t < knots[i + 1] or last else 0.0
    total = 0.0
    if knots[i + degree] != knots[i]:
        total += (t - knots[i]) / (knots[i + degree] - knots[i]) * basis(spline, i, degree - 1, t)
    if knots[i + degree + 1] != knots[i + 1]:
        width = knots[i + degree + 1] - knots[i + 1]
        total += (knots[i + degree + 1] - t) / width * basis(spline, i + 1, degree - 1, t)
    return total


def verify(state, loops, result):
    splines, steps = state
    picture, last = result
    assert sum(map(sum, picture)) == steps
    for spline in splines:
        for k in range(9):
            t = spline.end * k / 8
            found = spline(t)
            weights = [basis(spline, i, spline.degree, t) for i in range(len(spline.points))]
            assert abs(sum(weights) - 1.0) < 1e-12, weights
            x = sum(w * p.x for w, p in zip(weights, spline.points))
            y = sum(w * p.y for w, p in zip(weights, spline.points))
            assert abs(x - found.x) < 1e-12 and abs(y - found.y) < 1e-12, (k, x, found.x)
    if steps == 600:
        checksum = sum(count * (3 * y + 5 * x) for y, row in enumerate(picture) for x, count in enumerate(row))
        assert checksum == CHECKSUM, checksum

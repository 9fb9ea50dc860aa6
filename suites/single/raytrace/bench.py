"""Ray tracer: spheres with reflections over a chequered floor, lit by one lamp with shadows.

Exercises creation of short-lived objects, operator methods, polymorphism and recursion.
"""

from math import sqrt

FAR = 1e30
EPSILON = 1e-9

# The sums of red, green and blue over the picture of 24 by 24.
TOTALS = (187.54786697622478, 215.67770018632092, 289.2038411584703)


class Vector:
    __slots__ = ('x', 'y', 'z')

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def scaled(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self.scaled(1.0 / sqrt(self.dot(self)))

    def mirrored(self, normal):
        return self - normal.scaled(2.0 * self.dot(normal))


class Sphere:
    def __init__(self, centre, radius, colour, mirror):
        self.centre = centre
        self.radius = radius
        self.tint = colour
        self.mirror = mirror

    def distance(self, origin, direction):
        offset = self.centre - origin
        along = offset.dot(direction)
        discriminant = self.radius * self.radius - offset.dot(offset) + along * along
        if discriminant < 0.0:
            return FAR
        root = sqrt(discriminant)
        near = along - root
        if near > EPSILON:
            return near
        far = along + root
        return far if far > EPSILON else FAR

    def normal_at(self, point):
        return (point - self.centre).unit()

    def colour_at(self, point):
        return self.tint


class Floor:
    mirror = 0.1

    def __init__(self, height):
        self.height = height

    def distance(self, origin, direction):
        if direction.y > -EPSILON:
            return FAR
        distance = (self.height - origin.y) / direction.y
        return distance if distance > EPSILON else FAR

    def normal_at(self, point):
        return Vector(0.0, 1.0, 0.0)

    def colour_at(self, point):
        if (int(point.x + 100.0) + int(point.z + 100.0)) % 2:
            return (0.9, 0.9, 0.9)
        return (0.2, 0.2, 0.3)


class Scene:
    def __init__(self, things, lamp):
        self.things = things
        self.lamp = lamp

    def nearest(self, origin, direction):
        best, found = FAR, None
        for thing in self.things:
            distance = thing.distance(origin, direction)
            if distance < best:
                best, found = distance, thing
        return best, found

    def trace(self, origin, direction, depth):
        distance, thing = self.nearest(origin, direction)
        if thing is None:
            sky = 0.5 + 0.5 * max(direction.y, 0.0)
            return (0.4 * sky, 0.6 * sky, sky)
        point = origin + direction.scaled(distance)
        normal = thing.normal_at(point)
        above = point + normal.scaled(1e-6)
        to_lamp = (self.lamp - above).unit()
        light = 0.15
        facing = normal.dot(to_lamp)
        if facing > 0.0:
            blocked, _ = self.nearest(above, to_lamp)
            if blocked >= FAR:
                light += 0.85 * facing
        red, green, blue = thing.colour_at(point)
        red, green, blue = red * light, green * light, blue * light
        mirror = thing.mirror
        if mirror > 0.0 and depth > 0:
            r, g, b = self.trace(above, direction.mirrored(normal), depth - 1)
            keep = 1.0 - mirror
            red, green, blue = red * keep + r * mirror, green * keep + g * mirror, blue * keep + b * mirror
        return (red, green, blue)

    def render(self, width, height):
        eye = Vector(0.0, 1.0, -5.0)
        pixels = []
        for row in range(height):
            y = 1.0 - 2.0 * (row + 0.5) / height
            for column in range(width):
                x = (2.0 * (column + 0.5) / width - 1.0) * width / height
                pixels.append(self.trace(eye, Vector(x, y, 2.0).unit(), 3))
        return pixels


def prepare(scale):
    things = [
        Floor(0.0),
        Sphere(Vector(-1.2, 1.0, 0.5), 1.0, (0.9, 0.2, 0.2), 0.4),
        Sphere(Vector(1.2, 1.0, 0.5), 1.0, (0.2, 0.2, 0.9), 0.4),
        Sphere(Vector(0.0, 0.5, -0.8), 0.5, (0.2, 0.9, 0.2), 0.2),
        Sphere(Vector(0.0, 2.4, 1.5), 0.7, (0.8, 0.8, 0.1), 0.3),
    ]
    side = max(6, round(24 * sqrt(scale)))
    return Scene(things, Vector(0.0, 8.0, -4.0)), side


def run(state, loops):
    scene, side = state
    pixels = None
    for _ in range(loops):
        pixels = scene.render(side, side)
    return pixels


def verify(state, loops, pixels):
    scene, side = state
    assert len(pixels) == side * side
    for red, green, blue in pixels:
        assert 0.0 <= red <= 1.0 and 0.0 <= green <= 1.0 and 0.0 <= blue <= 1.0
    # The scene is its own mirror image with red and blue spheres exchanged, but for the floor's tiles: the upper
    # rows hold no floor, so there green agrees between left and right.
    for row in range(side // 8):
        for column in range(side // 2):
            left = pixels[row * side + column]
            right = pixels[row * side + side - 1 - column]
            assert abs(left[1] - right[1]) < 1e-9, (row, column, left, right)
    # A ray straight at the first sphere meets it one radius before the centre.
    sphere = scene.things[1]
    origin = Vector(sphere.centre.x, sphere.centre.y, -9.0)
    assert abs(sphere.distance(origin, Vector(0.0, 0.0, 1.0)) - 8.5) < 1e-12
    if side == 24:
        total = [sum(pixel[k] for pixel in pixels) for k in range(3)]
        for found, expected in zip(total, TOTALS):
            assert abs(found - expected) < 1e-6, total

"""N-body: every worker steps its own sun with planets by the leapfrog scheme and checks what is conserved."""


def new_system(index):
    """A sun and four planets on nearly circular orbits; the phase differs from worker to worker."""
    bodies = [[0.0, 0.0, 0.0, 0.0, 1.0]]
    for planet in range(1, 5):
        radius = planet * 1.5
        speed = radius**-0.5
        if (planet + index) % 2:
            bodies.append([radius, 0.0, 0.0, speed, 1e-6])
        else:
            bodies.append([0.0, radius, -speed, 0.0, 1e-6])
    return bodies


def accelerate(bodies, dt):
    size = len(bodies)
    for i in range(size):
        first = bodies[i]
        for j in range(i + 1, size):
            second = bodies[j]
            dx = first[0] - second[0]
            dy = first[1] - second[1]
            square = dx * dx + dy * dy
            pull = dt / (square * square**0.5)
            first[2] -= dx * second[4] * pull
            first[3] -= dy * second[4] * pull
            second[2] += dx * first[4] * pull
            second[3] += dy * first[4] * pull


def move(bodies, dt):
    for body in bodies:
        body[0] += dt * body[2]
        body[1] += dt * body[3]


def energy(bodies):
    total = 0.0
    for i, (x, y, vx, vy, mass) in enumerate(bodies):
        total += 0.5 * mass * (vx * vx + vy * vy)
        for x2, y2, _, _, mass2 in bodies[i + 1 :]:
            total -= mass * mass2 / ((x - x2) ** 2 + (y - y2) ** 2) ** 0.5
    return total


def prepare(scale):
    return max(10, round(1000 * scale))


def worker(steps, index, workers, loops):
    before = after = 0.0
    bodies = None
    for _ in range(loops):
        bodies = new_system(index)
        before = energy(bodies)
        for _ in range(steps):
            move(bodies, 0.005)
            accelerate(bodies, 0.01)
            move(bodies, 0.005)
        after = energy(bodies)
    return before, after, bodies


def verify(steps, loops, results):
    for before, after, bodies in results:
        assert abs(after - before) < 1e-4 * abs(before), (before, after)
        for planet, (x, y, _, _, _) in enumerate(bodies[1:], 1):
            assert abs((x * x + y * y) ** 0.5 - planet * 1.5) < 1e-3 * planet
    # Workers of the same parity have computed the same floats.
    for first, second in zip(results, results[2:]):
        assert first == second

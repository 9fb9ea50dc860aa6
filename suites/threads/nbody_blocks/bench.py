"""N-body by blocks: one system of bodies; in each step every worker reads all positions and moves its own bodies.

Two barriers to a step. Each worker computes the same number of pairs in a loop however many workers there are: there
are more bodies with more workers, and fewer steps to a loop, at least one.
"""

import threading

BLOCK = 8
DT = 0.01


class Body:
    __slots__ = ('x', 'y', 'vx', 'vy', 'mass')

    def __init__(self, x, y, vx, vy, mass):
        self.x = x
        self.y = y
        self.vx = vx
        self.vy = vy
        self.mass = mass


def new_bodies(count):
    """Bodies on a grid with small random speeds."""
    state = 1687
    bodies = []
    for number in range(count):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        vx = (state >> 8 & 1023) / 10240 - 0.05
        vy = (state >> 18 & 1023) / 10240 - 0.05
        bodies.append(Body(float(number % 8), float(number // 8), vx, vy, 0.01 + number % 3 / 100))
    return bodies


def accelerate(bodies, first, last):
    for body in bodies[first:last]:
        ax = ay = 0.0
        x = body.x
        y = body.y
        for other in bodies:
            dx = other.x - x
            dy = other.y - y
            square = dx * dx + dy * dy + 0.01
            pull = other.mass / (square * square**0.5)
            ax += dx * pull
            ay += dy * pull
        body.vx += ax * DT
        body.vy += ay * DT


def move(bodies, first, last):
    for body in bodies[first:last]:
        body.x += body.vx * DT
        body.y += body.vy * DT


class State:
    def __init__(self, steps):
        self.steps = steps
        self.barriers = {}
        self.bodies = {}


def prepare(scale):
    return State(max(4, round(250 * scale)))


def worker(state, index, workers, loops):
    barrier = state.barriers.setdefault(workers, threading.Barrier(workers))
    first, last = index * BLOCK, (index + 1) * BLOCK
    steps = max(1, state.steps // workers)
    try:
        for _ in range(loops):
            if index == 0:
                state.bodies[workers] = new_bodies(BLOCK * workers)
            barrier.wait()
            bodies = state.bodies[workers]
            for _ in range(steps):
                accelerate(bodies, first, last)
                barrier.wait()
                move(bodies, first, last)
                barrier.wait()
    except BaseException:
        barrier.abort()
        raise
    return [(body.x, body.y, body.vx, body.vy) for body in bodies[first:last]]


def verify(state, loops, results):
    count = BLOCK * len(results)
    bodies = new_bodies(count)
    for _ in range(max(1, state.steps // len(results))):
        accelerate(bodies, 0, count)
        move(bodies, 0, count)
    places = [place for result in results for place in result]
    # In the same order of additions, so to the last bit.
    assert places == [(body.x, body.y, body.vx, body.vy) for body in bodies]
    # Momentum is kept.
    start = new_bodies(count)
    for axis in (2, 3):
        now = sum(place[axis] * body.mass for place, body in zip(places, bodies))
        before = sum((body.vx, body.vy)[axis - 2] * body.mass for body in start)
        assert abs(now - before) < 1e-9

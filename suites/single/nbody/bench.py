"""N-body: the outer planets and the sun, stepped by a symplectic integrator.

Exercises float arithmetic, tuple unpacking and list item updates.
"""

PI = 3.141592653589793
SOLAR_MASS = 4 * PI * PI
DAYS = 365.24
STEP = 0.01

# position (au), velocity (au per day), mass (of the sun)
BODIES = (
    ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), 1.0),
    (
        (4.84143144246472090, -1.16032004402742839, -0.103622044471123109),
        (0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023),
        0.000954791938424326609,
    ),
    (
        (8.34336671824457987, 4.12479856412430479, -0.403523417114321381),
        (-0.00276742510726411004, 0.00499852801234917238, 0.0000230417297573763929),
        0.000285885980666130812,
    ),
    (
        (12.8943695621391310, -15.1111514016986312, -0.223307578892655734),
        (0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556),
        0.0000436624404335156298,
    ),
    (
        (15.3796971148509165, -25.9193146099879641, 0.179258772950371181),
        (0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870),
        0.0000515138902046611451,
    ),
)


def system():
    """Fresh bodies as [position, velocity, mass], the sun moving so that the whole has no momentum."""
    bodies = []
    for position, velocity, mass in BODIES:
        bodies.append([list(position), [v * DAYS for v in velocity], mass * SOLAR_MASS])
    momentum = [0.0, 0.0, 0.0]
    for _, velocity, mass in bodies:
        for axis in range(3):
            momentum[axis] += velocity[axis] * mass
    bodies[0][1] = [-p / SOLAR_MASS for p in momentum]
    return bodies


def pairs_of(bodies):
    return [(bodies[i], bodies[j]) for i in range(len(bodies)) for j in range(i + 1, len(bodies))]


def advance(bodies, pairs, steps, dt):
    for _ in range(steps):
        for (p1, v1, m1), (p2, v2, m2) in pairs:
            dx = p1[0] - p2[0]
            dy = p1[1] - p2[1]
            dz = p1[2] - p2[2]
            magnitude = dt * ((dx * dx + dy * dy + dz * dz) ** -1.5)
            pull1 = m2 * magnitude
            pull2 = m1 * magnitude
            v1[0] -= dx * pull1
            v1[1] -= dy * pull1
            v1[2] -= dz * pull1
            v2[0] += dx * pull2
            v2[1] += dy * pull2
            v2[2] += dz * pull2
        for position, (vx, vy, vz), _ in bodies:
            position[0] += dt * vx
            position[1] += dt * vy
            position[2] += dt * vz


def energy(bodies, pairs):
    total = 0.0
    for _, (vx, vy, vz), mass in bodies:
        total += 0.5 * mass * (vx * vx + vy * vy + vz * vz)
    for (p1, _, m1), (p2, _, m2) in pairs:
        dx = p1[0] - p2[0]
        dy = p1[1] - p2[1]
        dz = p1[2] - p2[2]
        total -= m1 * m2 / (dx * dx + dy * dy + dz * dz) ** 0.5
    return total


def prepare(scale):
    return max(10, round(1000 * scale))


def run(steps, loops):
    before = after = 0.0
    for _ in range(loops):
        bodies = system()
        pairs = pairs_of(bodies)
        before = energy(bodies, pairs)
        advance(bodies, pairs, steps, STEP)
        after = energy(bodies, pairs)
    return before, after


def verify(steps, loops, result):
    before, after = result
    assert abs(before - -0.169075164) < 1e-9, before
    if steps == 1000:
        assert abs(after - -0.169087605) < 1e-9, after
    assert abs(after - before) < 2e-4, after

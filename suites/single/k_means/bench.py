"""k-means: points of the plane are given to the nearest of k centres, which move to the middle of theirs (Lloyd).

Exercises float comparison, tuples, nested loops and list building.
"""

import random

GROUPS = 8


def first_centres(points):
    """Far from each other: each is the point furthest from those chosen before."""
    centres = [points[0]]
    while len(centres) < GROUPS:
        centres.append(max(points, key=lambda p: min((p[0] - x) ** 2 + (p[1] - y) ** 2 for x, y in centres)))
    return centres


def assign(points, centres):
    labels = []
    for x, y in points:
        best, nearest = 0, 1e300
        for number, (cx, cy) in enumerate(centres):
            dx = x - cx
            dy = y - cy
            distance = dx * dx + dy * dy
            if distance < nearest:
                best, nearest = number, distance
        labels.append(best)
    return labels


def middles(points, labels, centres):
    sums = [[0.0, 0.0, 0] for _ in centres]
    for (x, y), label in zip(points, labels):
        entry = sums[label]
        entry[0] += x
        entry[1] += y
        entry[2] += 1
    return [(x / n, y / n) if n else old for (x, y, n), old in zip(sums, centres)]


def prepare(scale):
    source = random.Random(1957)
    points, truth = [], []
    for number in range(max(5 * GROUPS, round(500 * scale))):
        group = number % GROUPS
        # The groups are far enough apart to be told apart without doubt.
        points.append((group % 4 * 10 + source.random() * 4, group // 4 * 10 + source.random() * 4))
        truth.append(group)
    return points, truth


def run(state, loops):
    points, _ = state
    labels = centres = None
    for _ in range(loops):
        centres = first_centres(points)
        labels = None
        while True:
            following = assign(points, centres)
            if following == labels:
                break
            labels = following
            centres = middles(points, labels, centres)
    return labels, centres


def verify(state, loops, result):
    points, truth = state
    labels, centres = result
    assert len(set(zip(labels, truth))) == GROUPS == len(set(labels))
    for group in range(GROUPS):
        members = [point for point, label in zip(points, labels) if label == group]
        for axis in (0, 1):
            assert abs(sum(p[axis] for p in members) / len(members) - centres[group][axis]) < 1e-9

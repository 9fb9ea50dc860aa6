"""Dataclass creation: instances of a plain, an ordered and a frozen dataclass that all workers share."""

from dataclasses import dataclass, field


@dataclass
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)


@dataclass(order=True)
class Version:
    major: int
    minor: int


@dataclass(frozen=True)
class Key:
    name: str
    number: int


def prepare(scale):
    return max(10, round(1500 * scale))


def worker(count, index, workers, loops):
    total = 0
    for _ in range(loops):
        total = 0
        last = Version(0, 0)
        for i in range(count):
            point = Point(i, y=1)
            point.tags.append(i)
            version = Version(i // 10, i % 10)
            total += point.x + point.y + len(point.tags) + (version > last)
            last = version
            if Key('k', i) == Key('k', i) and Key('k', i).number == i:
                total += 1
    return total


def verify(count, loops, results):
    # Every version but the first, which is 0.0 again, is later than the one before.
    assert results == [sum(i + 4 for i in range(count)) - 1] * len(results), results

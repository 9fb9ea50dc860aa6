"""Dataclasses: instances are made, compared, sorted, hashed, replaced and turned into dicts; classes are defined."""

import dataclasses
from dataclasses import dataclass, field
from typing import List


@dataclass(order=True)
class Part:
    number: int
    name: str = field(compare=False)
    sizes: List[int] = field(default_factory=list, compare=False)


@dataclass(frozen=True)
class Place:
    row: int
    column: int = 0


@dataclass
class Shelf:
    place: Place
    parts: List[Part]
    total: int = field(init=False)

    def __post_init__(self):
        self.total = sum(part.number for part in self.parts)


def prepare(scale):
    return max(8, round(200 * scale))


def run(count, loops):
    result = None
    for _ in range(loops):
        parts = [Part(number * 7919 % count, 'part%d' % number, [number]) for number in range(count)]
        parts.sort()
        places = {Place(number % 10, number % 7) for number in range(count)}
        shelves = [Shelf(Place(number), parts[number : number + 4]) for number in range(0, count, 4)]
        moved = [dataclasses.replace(part, name='moved') for part in parts[:20]]
        plain = [dataclasses.asdict(shelf) for shelf in shelves[:10]]
        made = dataclasses.make_dataclass('Made', [('x', int), ('y', int, 5)])
        try:
            Place(1, 2).row = 3
            frozen = False
        except dataclasses.FrozenInstanceError:
            frozen = True
        result = parts, places, shelves, moved, plain, repr(made(1)), frozen
    return result


def verify(count, loops, result):
    parts, places, shelves, moved, plain, text, frozen = result
    order = sorted(range(count), key=lambda number: number * 7919 % count)
    assert [(part.number, part.name, part.sizes) for part in parts] == [
        (number * 7919 % count, 'part%d' % number, [number]) for number in order
    ]
    assert {(place.row, place.column) for place in places} == {(number % 10, number % 7) for number in range(count)}
    assert sum(shelf.total for shelf in shelves) == sum(number * 7919 % count for number in range(count))
    assert all(new == old and new is not old and new.name == 'moved' for new, old in zip(moved, parts))
    for shelf, values in zip(shelves, plain):
        assert values == {
            'place': {'row': shelf.place.row, 'column': 0},
            'parts': [{'number': p.number, 'name': p.name, 'sizes': p.sizes} for p in shelf.parts],
            'total': shelf.total,
        }
    assert text == 'Made(x=1, y=5)' and frozen

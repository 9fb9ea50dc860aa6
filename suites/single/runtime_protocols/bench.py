"""Protocols at run time: isinstance with typing.Protocol, abstract base classes and registered classes."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sized
from typing import Protocol, SupportsInt, runtime_checkable


@runtime_checkable
class HasName(Protocol):
    name: str


@runtime_checkable
class Closes(Protocol):
    def close(self):
        ...


@runtime_checkable
class NamedFile(HasName, Closes, Protocol):
    def read(self, size):
        ...


class Shape(ABC):
    @abstractmethod
    def area(self):
        ...


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side * self.side


class Entry:
    def __init__(self, name):
        self.name = name


class Document(Entry):
    def read(self, size):
        return self.name[:size]

    def close(self):
        self.name = ''

    def __len__(self):
        return len(self.name)


class Stranger:
    def area(self):
        return 0

    def __int__(self):
        return 3


Shape.register(Stranger)

CHECKS = (HasName, Closes, NamedFile, Shape, SupportsInt, Sized, Iterable, Mapping, Callable)
# Which object is an instance of which check, in the order of CHECKS.
TRUTH = (
    (Square(2), '000100000'),
    (Entry('e'), '100000000'),
    (Document('d'), '111001000'),
    (Stranger(), '000110000'),
    (7, '000010000'),
    ([1], '000001100'),
    ({'a': 1}, '000001110'),
    (len, '000000001'),
)


def prepare(scale):
    return max(1, round(20 * scale))


def run(turns, loops):
    counts = None
    for _ in range(loops):
        counts = [[0] * len(CHECKS) for _ in TRUTH]
        for _ in range(turns):
            for row, (value, _) in zip(counts, TRUTH):
                for column, kind in enumerate(CHECKS):
                    if isinstance(value, kind):
                        row[column] += 1
    return counts


def verify(turns, loops, counts):
    assert counts == [[turns * int(digit) for digit in truth] for _, truth in TRUTH], counts
    assert issubclass(Document, Closes) and not issubclass(Entry, Closes) and issubclass(Stranger, Shape)

"""Copies: copy.copy of containers and instances, copies by method and by slice, and objects with hooks of their own."""

import copy
from collections import OrderedDict, deque


class Plain:
    def __init__(self, a, b):
        self.a = a
        self.b = b


class Slotted:
    __slots__ = ('a', 'b')

    def __init__(self, a, b):
        self.a = a
        self.b = b


class Hooked:
    def __init__(self, items):
        self.items = items

    def __copy__(self):
        return Hooked(self.items[:])

    def __deepcopy__(self, memo):
        return Hooked(copy.deepcopy(self.items, memo))


class Reduced(dict):
    """A dict that travels through __reduce__ with a state."""

    mark = None

    def __reduce__(self):
        return Reduced, (), {'mark': self.mark}, None, iter(self.items())


def originals():
    reduced = Reduced(x=1, y=2)
    reduced.mark = 'm'
    return [
        [1, 2, [3]],
        {'k': [1], 'l': 2},
        {1, 2, 3},
        bytearray(b'bytes'),
        deque([1, 2]),
        OrderedDict(a=1, b=[2]),
        Plain(1, [2]),
        Slotted([1], 2),
        Hooked([1, [2]]),
        reduced,
    ]


def prepare(scale):
    return originals(), max(2, round(100 * scale))


def run(state, loops):
    values, turns = state
    shallow = deep = fixed = None
    for _ in range(loops):
        for _ in range(turns):
            shallow = [copy.copy(value) for value in values]
            fixed = [copy.copy(value) for value in (1, 'text', (1, [2]), None, len, Plain)]
            shallow[0] = shallow[0][:]
            shallow[1] = shallow[1].copy()
            shallow[2] = set(shallow[2])
        for _ in range(turns // 10 + 1):
            deep = copy.deepcopy(values)
    return shallow, deep, fixed


def contents(value):
    """What an original holds, as a list."""
    if type(value) is Slotted:
        return [value.a, value.b]
    if type(value) is Reduced:
        return [dict(value), value.mark]
    if type(value) in (Plain, Hooked):
        return list(value.__dict__.values())
    return [value]


def verify(state, loops, result):
    values, _ = state
    shallow, deep, fixed = result
    assert fixed == [1, 'text', (1, [2]), None, len, Plain]
    for value, one, other in zip(values, shallow, deep):
        assert type(one) is type(other) is type(value) and one is not value and other is not value
        assert contents(one) == contents(other) == contents(value)
    # Parts are shared by shallow copies and not by deep ones.
    assert shallow[0][2] is values[0][2] and deep[0][2] is not values[0][2]
    assert shallow[6].b is values[6].b and deep[6].b is not values[6].b
    assert shallow[8].items is not values[8].items and shallow[8].items[1] is values[8].items[1]

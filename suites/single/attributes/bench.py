"""Attributes: instance reads and writes, class attributes, slots, a property, __getattr__ left unused."""


class Plain:
    shared = 3

    def __init__(self):
        self.a = 1
        self.b = 2
        self.total = 0

    @property
    def twice(self):
        return self.a * 2


class Slotted:
    __slots__ = ('a', 'b')

    def __init__(self):
        self.a = 4
        self.b = 5


class Derived(Plain):
    def __init__(self):
        super().__init__()
        self.c = 6


def prepare(scale):
    return max(10, round(10000 * scale))


def run(count, loops):
    result = 0
    for _ in range(loops):
        plain = Plain()
        slotted = Slotted()
        derived = Derived()
        for i in range(count):
            plain.total += plain.a + plain.b + plain.shared
            plain.a = slotted.a
            slotted.b = i
            derived.total += derived.a + derived.c + derived.shared + derived.twice
            derived.c = i
            plain.a = 1
        result = plain.total + derived.total + slotted.b
    return result


def verify(count, loops, result):
    # Per turn: plain adds 6; derived adds 1 + c + 3 + 2, where c is 6 at first and then the turn before.
    c_total = 6 + (count - 1) * (count - 2) // 2
    assert result == 6 * count + 6 * count + c_total + count - 1, result

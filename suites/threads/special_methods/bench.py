"""Special methods: addition, comparison, indexing, length and truth of instances whose class all workers share.

Every operator looks its method up in the class and its bases.
"""


class Base:
    def __len__(self):
        return len(self.items)

    def __bool__(self):
        return self.items[0] > 0


class Vector(Base):
    def __init__(self, items):
        self.items = items

    def __add__(self, other):
        return Vector([a + b for a, b in zip(self.items, other.items)])

    def __eq__(self, other):
        return self.items == other.items

    def __getitem__(self, position):
        return self.items[position]

    def __contains__(self, value):
        return value in self.items

    def __call__(self, factor):
        return self.items[0] * factor


def prepare(scale):
    return max(10, round(4000 * scale))


def worker(count, index, workers, loops):
    total = 0
    step = Vector([1, 2])
    for _ in range(loops):
        total = 0
        place = Vector([0, 0])
        for i in range(count):
            if place:
                total += len(place)
            total += place[1] + step(3)
            if i + 1 in place:
                total += 1
            if place == step:
                total += 1
            place = place + step
    return total


def verify(count, loops, results):
    expected = 0
    for i in range(count):
        # The place is [i, 2 i] here; it holds i + 1 only when i is 1, where it also equals the step.
        expected += (2 if i else 0) + 2 * i + 3 + (2 if i == 1 else 0)
    assert results == [expected] * len(results), results

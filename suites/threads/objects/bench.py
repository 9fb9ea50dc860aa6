"""Object creation: instances of a class that all workers share are made, linked, summed and dropped."""


class Node:
    def __init__(self, value, following):
        self.value = value
        self.following = following

    def weight(self):
        return self.value & 7


def prepare(scale):
    return max(10, round(5000 * scale))


def worker(count, index, workers, loops):
    total = 0
    for _ in range(loops):
        first = None
        for value in range(count):
            first = Node(value, first)
        total = 0
        while first is not None:
            total += first.weight()
            first = first.following
    return total


def verify(count, loops, results):
    full, rest = divmod(count, 8)
    expected = 28 * full + rest * (rest - 1) // 2
    assert results == [expected] * len(results), results

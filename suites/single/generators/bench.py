"""Generators: an in-order walk of a binary tree by yield from, and a pipeline of generator stages.

Exercises suspension and resumption of frames, nested yield from, send, and generator expressions.
"""


class Tree:
    def __init__(self, left, value, right):
        self.left = left
        self.value = value
        self.right = right

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.value
        if self.right is not None:
            yield from self.right


def build(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return Tree(build(low, middle), middle, build(middle + 1, high))


def odd(values):
    for value in values:
        if value % 2:
            yield value


def windows(values):
    previous = None
    for value in values:
        if previous is not None:
            yield previous, value
        previous = value


def averager():
    total = count = 0
    average = None
    while True:
        value = yield average
        total += value
        count += 1
        average = total / count


def prepare(scale):
    size = max(10, round(3000 * scale))
    return size, build(0, size)


def run(state, loops):
    size, tree = state
    total = products = average = 0
    for _ in range(loops):
        total = 0
        for value in tree:
            total += value
        products = 0
        for low, high in windows(odd(v * 3 for v in tree)):
            products += high - low
        receiver = averager()
        next(receiver)
        for value in range(size):
            average = receiver.send(value)
        receiver.close()
    return total, products, average


def verify(state, loops, result):
    size, tree = state
    total, products, average = result
    assert total == size * (size - 1) // 2
    odd_values = [3 * v for v in range(size) if v % 2]
    assert products == odd_values[-1] - odd_values[0]
    assert average == (size - 1) / 2
    assert list(tree) == list(range(size))

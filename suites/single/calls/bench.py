"""Calls of every common form in one loop: positional, default, keyword, star, bound method, closure, built-in."""


def none():
    return 1


def two(a, b):
    return a


def four(a, b, c, d):
    return d


def default(a, b=2, c=3):
    return c


def star(*args):
    return len(args)


def keywords(**options):
    return len(options)


class Receiver:
    def __init__(self):
        self.count = 0

    def method(self, a):
        self.count += a
        return self.count

    @staticmethod
    def static(a):
        return a

    @classmethod
    def of_class(cls, a):
        return a


def closure_of(base):
    def inner(a):
        return a + base

    return inner


def prepare(scale):
    return max(10, round(4000 * scale))


def run(count, loops):
    total = 0
    for _ in range(loops):
        receiver = Receiver()
        add_ten = closure_of(10)
        total = 0
        for i in range(count):
            total += none()
            total += two(i, 2)
            total += four(1, 2, 3, i)
            total += default(i)
            total += default(i, c=i)
            total += star(i, i, i)
            total += keywords(a=i, b=i)
            total += receiver.method(1)
            total += Receiver.static(i)
            total += receiver.of_class(i)
            total += add_ten(i)
            total += abs(-i)
    return total


def verify(count, loops, total):
    triangle = count * (count - 1) // 2
    assert total == count * (1 + 3 + 3 + 2 + 10) + 7 * triangle + count * (count + 1) // 2, total

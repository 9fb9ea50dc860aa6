"""Exceptions: raised by statements and by operations, caught by class across frames, with finally and with."""


class Small(Exception):
    pass


class Large(Small):
    def __init__(self, size):
        super().__init__(size)
        self.size = size


class Guard:
    def __init__(self):
        self.exits = 0

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        self.exits += 1
        return kind is KeyError


def raise_at(depth, size):
    if depth == 0:
        raise Large(size)
    raise_at(depth - 1, size)


def prepare(scale):
    return max(10, round(2000 * scale))


def run(count, loops):
    result = None
    for _ in range(loops):
        caught = finals = quiet = 0
        guard = Guard()
        table = {}
        for i in range(count):
            try:
                raise_at(3, i)
            except Small as error:
                caught += error.size
            try:
                try:
                    quiet += i
                finally:
                    finals += 1
                table[i]
            except (KeyError, IndexError):
                finals += 1
            with guard:
                table[i, i]
        result = caught, finals, quiet, guard.exits
    return result


def verify(count, loops, result):
    triangle = count * (count - 1) // 2
    assert result == (triangle, 2 * count, triangle, count), result

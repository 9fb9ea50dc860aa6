"""Ten reads of an instance attribute for each turn of a loop."""


class Holder:
    def __init__(self):
        self.first = 5
        self.value = 7


def prepare(scale):
    return max(10, round(20000 * scale))


def run(count, loops):
    value = turns = 0
    holder = Holder()
    for _ in range(loops):
        turns = 0
        for _ in range(count):
            value = holder.value
            value = holder.value
            value = holder.value
            value = holder.value
            value = holder.value
            value = holder.value
            value = holder.value
            value = holder.value
            value = holder.value
            value = holder.value
            turns += 1
    return value, turns


def verify(count, loops, result):
    assert result == (7, count), result

"""Ten calls of a Python function with four arguments for each turn of a loop."""


def target(a, b, c, d):
    return d


def prepare(scale):
    return max(10, round(10000 * scale))


def run(count, loops):
    total = 0
    function = target
    for _ in range(loops):
        total = 0
        for i in range(count):
            function(i, 2, 3, 1)
            function(i, 2, 3, 1)
            function(i, 2, 3, 1)
            function(i, 2, 3, 1)
            function(i, 2, 3, 1)
            function(i, 2, 3, 1)
            function(i, 2, 3, 1)
            function(i, 2, 3, 1)
            function(i, 2, 3, 1)
            total += function(i, 2, 3, 1)
    return total


def verify(count, loops, total):
    assert total == count, total

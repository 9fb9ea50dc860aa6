"""Ten calls of a Python function with no arguments for each turn of a loop."""


def target():
    return 1


def prepare(scale):
    return max(10, round(10000 * scale))


def run(count, loops):
    total = 0
    function = target
    for _ in range(loops):
        total = 0
        for i in range(count):
            function()
            function()
            function()
            function()
            function()
            function()
            function()
            function()
            function()
            total += function()
    return total


def verify(count, loops, total):
    assert total == count, total

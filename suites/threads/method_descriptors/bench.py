"""Method descriptors: str.upper, list.append and others, taken from their types once and called by all workers."""


def prepare(scale):
    return (str.replace, list.append, list.pop, dict.get, int.__add__), max(10, round(8000 * scale))


def worker(state, index, workers, loops):
    (replace, append, pop, get, add), count = state
    items = []
    table = {'key': index}
    total = 0
    for _ in range(loops):
        total = 0
        for i in range(count):
            append(items, i)
            total = add(total, pop(items))
            if get(table, 'key') == index and get(table, 'other') is None:
                total += 1
            if replace('abc', 'b', 'x') == 'axc':
                total += 1
    return total


def verify(state, loops, results):
    count = state[1]
    assert results == [count * (count - 1) // 2 + 2 * count] * len(results), results

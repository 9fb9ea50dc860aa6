"""Shared dict: one dict under load from all workers, each with keys of its own."""


def prepare(scale):
    return {'keys': max(20, round(3000 * scale)), 'dict': {}}


def worker(state, index, workers, loops):
    table = state['dict']
    count = state['keys']
    first = index * 1000000
    found = 0
    for turn in range(loops):
        found = 0
        for key in range(first, first + count):
            table[key] = turn
        for key in range(first, first + count):
            table[key] += key
        for key in range(first, first + count):
            found += table[key] - key - turn + 1
        for key in range(first, first + count, 2):
            del table[key]
        for key in range(first, first + count):
            if key in table:
                found += 1
    return found


def verify(state, loops, results):
    count = state['keys']
    odd = count // 2
    assert results == [count + odd] * len(results), results
    for index in range(len(results)):
        first = index * 1000000
        for key in range(first, first + count):
            if (key - first) % 2:
                assert state['dict'][key] == key + loops - 1
            else:
                assert key not in state['dict']

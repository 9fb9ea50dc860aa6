"""Shared look-up: a dict of strings, a list and a tuple are read by all workers and written by none."""


def prepare(scale):
    size = 1000
    keys = ['key%d' % i for i in range(size)]
    return {
        'turns': max(100, round(10000 * scale)),
        'keys': keys,
        'dict': {key: i * 3 for i, key in enumerate(keys)},
        'list': [i * 5 for i in range(size)],
        'tuple': tuple(i * 7 for i in range(size)),
    }


def worker(state, index, workers, loops):
    keys = state['keys']
    table = state['dict']
    values = state['list']
    frozen = state['tuple']
    size = len(keys)
    turns = state['turns']
    total = 0
    for _ in range(loops):
        total = 0
        position = index * 37 % size
        for _ in range(turns):
            total += table[keys[position]] + values[position] + frozen[position]
            if 'absent' in table:
                total += 1
            position += 1
            if position == size:
                position = 0
    return total


def verify(state, loops, results):
    size = len(state['keys'])
    for index, total in enumerate(results):
        start = index * 37 % size
        full, rest = divmod(state['turns'], size)
        expected = 15 * (full * (size * (size - 1) // 2) + sum((start + k) % size for k in range(rest)))
        assert total == expected, (index, total, expected)

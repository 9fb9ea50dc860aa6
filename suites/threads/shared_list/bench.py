"""Shared list: all workers append to one list, then pop as many items as they have appended.

No item may be lost or come twice: what was pushed by all is what was popped by all.
"""


def prepare(scale):
    return {'items': max(20, round(10000 * scale)), 'list': []}


def worker(state, index, workers, loops):
    shared = state['list']
    count = state['items']
    first = index * 1000000
    popped = squares = 0
    for _ in range(loops):
        for item in range(first, first + count):
            shared.append(item)
        for _ in range(count):
            item = shared.pop()
            popped += item
            squares += item * item
    return popped, squares


def verify(state, loops, results):
    assert state['list'] == []
    count = state['items']
    pushed = squares = 0
    for index in range(len(results)):
        first = index * 1000000
        pushed += loops * (count * first + count * (count - 1) // 2)
        squares += loops * sum(item * item for item in range(first, first + count))
    assert sum(result[0] for result in results) == pushed
    assert sum(result[1] for result in results) == squares

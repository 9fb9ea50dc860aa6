"""Image filter: a grey image in one bytearray is smoothed twice, each worker doing its own rows.

Workers read rows of their neighbours and write into one shared bytearray; a barrier parts the passes. The image has as
many rows for each worker, however many there are.
"""

import threading

WIDTH = 120


class State:
    def __init__(self, rows):
        self.rows = rows
        self.barriers = {}
        self.images = {}


def picture(width, height):
    return bytearray((x * 7 + y * 13 + (x * y >> 3)) & 255 for y in range(height) for x in range(width))


def smooth(source, target, first, last, height):
    """The weighted mean of each pixel's neighbourhood, 1 2 1 / 2 4 2 / 1 2 1; the border repeats its pixels."""
    for y in range(first, last):
        above = max(y - 1, 0) * WIDTH
        here = y * WIDTH
        below = min(y + 1, height - 1) * WIDTH
        left = source[above] + 2 * source[here] + source[below]
        middle = left
        for x in range(WIDTH):
            after = x + 1 if x + 1 < WIDTH else x
            right = source[above + after] + 2 * source[here + after] + source[below + after]
            target[here + x] = (left + 2 * middle + right + 8) >> 4
            left = middle
            middle = right


def prepare(scale):
    return State(max(2, round(80 * scale)))


def worker(state, index, workers, loops):
    barrier = state.barriers.setdefault(workers, threading.Barrier(workers))
    height = state.rows * workers
    first, last = index * state.rows, (index + 1) * state.rows
    try:
        if index == 0 and workers not in state.images:
            state.images[workers] = [picture(WIDTH, height), bytearray(WIDTH * height), bytearray(WIDTH * height)]
        barrier.wait()
        image, half, done = state.images[workers]
        for _ in range(loops):
            smooth(image, half, first, last, height)
            barrier.wait()
            smooth(half, done, first, last, height)
            barrier.wait()
    except BaseException:
        barrier.abort()
        raise
    return bytes(done[first * WIDTH : last * WIDTH])


def plain(source, height):
    """The same filter by the definition: along the rows, then along the columns, with one rounding."""
    rows = [source[y * WIDTH : (y + 1) * WIDTH] for y in range(height)]
    wide = [[r[max(x - 1, 0)] + 2 * r[x] + r[min(x + 1, WIDTH - 1)] for x in range(WIDTH)] for r in rows]
    result = bytearray()
    for y in range(height):
        triple = zip(wide[max(y - 1, 0)], wide[y], wide[min(y + 1, height - 1)])
        result += bytes((a + 2 * b + c + 8) // 16 for a, b, c in triple)
    return result


def verify(state, loops, results):
    height = state.rows * len(results)
    assert b''.join(results) == plain(plain(picture(WIDTH, height), height), height)

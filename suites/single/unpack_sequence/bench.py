"""Unpacking: assignments of tuples, lists and other iterables to several names at once."""


def prepare(scale):
    return max(10, round(8000 * scale))


def run(count, loops):
    pair = (1, 2)
    triple = (3, 4, 5)
    items = [1, 2, 3, 4]
    ten = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
    ten_items = list(ten)
    nested = ((1, 2), [3, (4, 5)])
    total = 0
    for _ in range(loops):
        total = 0
        for turn in range(count):
            a, b = pair
            c, d, e = triple
            f, g, h, i = items
            a, b = b, a
            c, d, e = e, c, d
            j, k, l, m, n, o, p, q, r, s = ten
            j, k, l, m, n, o, p, q, r, s = ten_items
            (t, u), [v, (w, x)] = nested
            first, *middle, last = ten
            y, z = 'yz'
            total += a + d + e + i + j + s + x + first + last + len(middle)
            if y > z:
                total += turn
    return total


def verify(count, loops, total):
    # After the swaps a is 2, d is 3 and e is 4.
    assert total == count * (2 + 3 + 4 + 4 + 1 + 10 + 5 + 1 + 10 + 8), total

"""Fannkuch: the greatest number of prefix reversals over all permutations, and the alternating checksum.

Exercises list indexing, slice assignment and small integers.
"""

# (checksum, greatest number of flips) by length
KNOWN = {5: (11, 7), 6: (49, 10), 7: (228, 16), 8: (1616, 22), 9: (8629, 30)}


def fannkuch(n):
    permutation = list(range(n))
    counts = [0] * n
    sign = 1
    checksum = 0
    most = 0
    while True:
        first = permutation[0]
        if first != 0:
            work = permutation[:]
            flips = 0
            while first:
                work[: first + 1] = work[first::-1]
                flips += 1
                first = work[0]
            if flips > most:
                most = flips
            checksum += sign * flips
        # The next permutation: rotate ever longer prefixes, changing sign each time.
        if sign == 1:
            permutation[0], permutation[1] = permutation[1], permutation[0]
            sign = -1
            continue
        permutation[1], permutation[2] = permutation[2], permutation[1]
        sign = 1
        index = 2
        while True:
            if counts[index] < index:
                counts[index] += 1
                break
            counts[index] = 0
            index += 1
            if index == n:
                return checksum, most
            permutation.insert(index, permutation.pop(0))


def prepare(scale):
    n = 7
    if scale < 0.5:
        n = 6
    elif scale >= 8:
        n = 8
    return n


def run(n, loops):
    result = None
    for _ in range(loops):
        result = fannkuch(n)
    return result


def verify(n, loops, result):
    assert result == KNOWN[n], result

"""Sorting: heapsort and mergesort written in Python, and the built-in sort with key functions.

Exercises list indexing and assignment, integer comparison, slices, and callbacks from list.sort.
"""

import random


def heapsort(values):
    heap = values[:]
    size = len(heap)
    for start in range(size // 2 - 1, -1, -1):
        sift(heap, start, size)
    for end in range(size - 1, 0, -1):
        heap[0], heap[end] = heap[end], heap[0]
        sift(heap, 0, end)
    return heap


def sift(heap, root, size):
    value = heap[root]
    while True:
        child = 2 * root + 1
        if child >= size:
            break
        if child + 1 < size and heap[child] < heap[child + 1]:
            child += 1
        if heap[child] <= value:
            break
        heap[root] = heap[child]
        root = child
    heap[root] = value


def mergesort(values):
    if len(values) < 2:
        return values
    middle = len(values) // 2
    left = mergesort(values[:middle])
    right = mergesort(values[middle:])
    merged = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            merged.append(left[i])
            i += 1
        else:
            merged.append(right[j])
            j += 1
    merged.extend(left[i:])
    merged.extend(right[j:])
    return merged


def last_digit_first(value):
    return value % 10, value


def prepare(scale):
    source = random.Random(31)
    return [source.randrange(100000) for _ in range(max(10, round(1000 * scale)))]


def run(values, loops):
    result = None
    for _ in range(loops):
        result = heapsort(values), mergesort(values), sorted(values, key=last_digit_first), sorted(values, reverse=True)
    return result


def verify(values, loops, result):
    by_heap, by_merge, by_digit, downwards = result
    counts = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    expected = [value for value in range(100000) for _ in range(counts.get(value, 0))]
    assert by_heap == by_merge == expected
    assert downwards == expected[::-1]
    assert by_digit == [value for digit in range(10) for value in expected if value % 10 == digit]

"""Deep copy, private: the work of deepcopy_shared, on a tree of each worker's own."""

import copy


class Node:
    def __init__(self, value, children):
        self.value = value
        self.children = children
        self.extra = {'name': 'node%d' % value, 'pair': (value, [value])}


def tree(depth, value=1):
    if depth == 0:
        return Node(value, [])
    return Node(value, [tree(depth - 1, 2 * value), tree(depth - 1, 2 * value + 1)])


def same(a, b):
    """Whether b is a copy of a that shares nothing with it that can change."""
    return (
        a is not b
        and a.value == b.value
        and a.extra == b.extra
        and a.extra is not b.extra
        and a.extra['pair'][1] is not b.extra['pair'][1]
        and len(a.children) == len(b.children)
        and all(map(same, a.children, b.children))
    )


def prepare(scale):
    return 6 if scale >= 0.5 else 3


def worker(depth, index, workers, loops):
    root = tree(depth)
    duplicate = None
    for _ in range(loops):
        duplicate = copy.deepcopy(root)
    return root, duplicate


def verify(depth, loops, results):
    assert all(same(root, duplicate) for root, duplicate in results)

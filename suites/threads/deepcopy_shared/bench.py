"""Deep copy, shared: all workers copy one tree of objects, lists and dicts, which nobody changes.

deepcopy_private is the same work on a tree of each worker's own.
"""

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
    depth = 6 if scale >= 0.5 else 3
    return tree(depth)


def worker(root, index, workers, loops):
    duplicate = None
    for _ in range(loops):
        duplicate = copy.deepcopy(root)
    return duplicate


def verify(root, loops, results):
    assert all(same(root, duplicate) for duplicate in results)
    assert len(set(map(id, results))) == len(results)

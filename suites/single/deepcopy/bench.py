"""Deep copy: copy.deepcopy of a graph with instances, containers, shared parts and a cycle.

Exercises the copy module: dispatch by type, the memo dict, __reduce_ex__, __deepcopy__.
"""

import copy


class Node:
    def __init__(self, name, value):
        self.name = name
        self.value = value
        self.children = []
        self.parent = None
        self.extra = {'size': len(name), 'flags': (True, None, 2.5)}


class Point:
    __slots__ = ('x', 'y')

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Shared:
    """Copied by reference, as handles to outside things are."""

    def __deepcopy__(self, memo):
        return self


def tree(depth, name, handle):
    node = Node(name, depth * 7)
    node.extra['point'] = Point(depth, [depth, float(depth)])
    node.extra['handle'] = handle
    if depth:
        for i in range(2):
            child = tree(depth - 1, name + str(i), handle)
            child.parent = node
            node.children.append(child)
    return node


def prepare(scale):
    depth = 5 if scale >= 0.5 else 2
    if scale >= 4:
        depth = 6
    return tree(depth, 'root', Shared())


def run(root, loops):
    duplicate = None
    for _ in range(loops):
        duplicate = copy.deepcopy(root)
    return duplicate


def compare(a, b):
    assert a is not b
    assert (a.name, a.value, len(a.children)) == (b.name, b.value, len(b.children))
    assert a.extra is not b.extra and a.extra['flags'] == b.extra['flags']
    assert a.extra['handle'] is b.extra['handle']
    p, q = a.extra['point'], b.extra['point']
    assert p is not q and p.x == q.x and p.y == q.y and p.y is not q.y
    for child, twin in zip(a.children, b.children):
        assert twin.parent is b
        compare(child, twin)


def verify(root, loops, duplicate):
    assert duplicate.parent is None
    compare(root, duplicate)

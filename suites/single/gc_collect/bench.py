"""Collection: rings of objects become garbage and a full collection frees them."""

import gc

RING = 50


class Node:
    __slots__ = ('following', 'content', '__weakref__')

    def __init__(self, content):
        self.content = content
        self.following = None


class Counted(Node):
    __slots__ = ()
    freed = 0

    def __del__(self):
        Counted.freed += 1


def make_ring(size):
    first = node = Counted(0)
    for number in range(1, size):
        node.following = Node([number])
        node = node.following
    node.following = first


def prepare(scale):
    return max(2, round(60 * scale))


def run(rings, loops):
    freed = 0
    enabled = gc.isenabled()
    gc.disable()
    try:
        for _ in range(loops):
            gc.collect()
            before = Counted.freed
            for _ in range(rings):
                make_ring(RING)
            gc.collect()
            freed = Counted.freed - before
    finally:
        if enabled:
            gc.enable()
    return freed


def verify(rings, loops, freed):
    # Each ring holds one object that tells when it goes.
    assert freed == rings, freed

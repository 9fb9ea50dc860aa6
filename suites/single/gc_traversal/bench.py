"""Traversal by the collector: collections over nested lists and dicts that all stay alive."""

import gc
import weakref


class Marker:
    pass


def nest(depth, width):
    if depth == 0:
        return {'leaf': [width]}
    return [nest(depth - 1, width) for _ in range(width)]


def prepare(scale):
    depth = 4 if scale >= 0.5 else 3
    return nest(depth, 8)


def run(graph, loops):
    gone = None
    for _ in range(loops):
        cycle = Marker()
        cycle.self = [cycle, graph]
        watch = weakref.ref(cycle)
        del cycle
        gc.collect()
        gone = watch() is None
    return gone


def verify(graph, loops, gone):
    # What was dead has been freed, and what is alive is whole.
    assert gone is True
    level = [graph]
    while type(level[0]) is list:
        level = [child for node in level for child in node]
    assert level == [{'leaf': [8]}] * len(level) and len(level) in (8**3, 8**4)

"""Stands in for CPython's C extension where a test file imports it at its top.

What only CPython's own structures could answer is answered with no."""


def has_inline_values(obj):
    """Whether CPython keeps the attributes of `obj` in an array of its own: not CPython's, so no."""
    return False


def get_recursion_depth():
    """Python frames below the caller."""
    import sys

    depth = 0
    frame = sys._getframe()
    while frame is not None:
        depth += 1
        frame = frame.f_back
    return depth


def get_c_recursion_remaining():
    """Native recursion that is left: the limit is the frames' here."""
    import sys

    return sys.getrecursionlimit()


def suppress_immortalization(suppress):
    """Code and type objects die here as all others do: nothing to suppress."""

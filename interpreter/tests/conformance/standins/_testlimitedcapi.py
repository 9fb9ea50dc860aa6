"""Stands in for CPython's C extension where a test file imports it at its top: the same calls made from Python."""


def sequence_setitem(sequence, index, value):
    sequence[index] = value

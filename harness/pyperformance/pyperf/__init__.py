"""The part of pyperf's interface that pyperformance's scripts use, for the lab: it measures in the lab's own way.

Written anew from pyperf's documentation (https://pyperf.readthedocs.io/en/latest/api.html): the names and what they mean
are pyperf's, the measuring is the lab's. A script that registers a benchmark with a `Runner` gets it measured here, in
this process, with the loops, warm-ups and values that the lab asks for; launch.py starts it. Python 3.9 or newer and its
standard library.
"""

import sys
from time import perf_counter

from .runner import Runner
from .session import Measured, Session, begin

__all__ = ['Runner', 'perf_counter', 'python_implementation']


def python_implementation():
    """The interpreter's name in small letters: cpython, pypy, gilpy."""
    return sys.implementation.name.lower()


def __getattr__(name):
    raise AttributeError(
        "gil-lab's pyperf has no %r; it has what the scripts of pyperformance use: %s" % (name, ', '.join(__all__))
    )

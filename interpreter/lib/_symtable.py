"""The symbol tables of the compiler, for the module symtable."""

import os

import _gilpy

DEF_GLOBAL = 1
DEF_LOCAL = 2
DEF_PARAM = 4
DEF_NONLOCAL = 8
USE = 16
DEF_FREE = 32
DEF_FREE_CLASS = 64
DEF_IMPORT = 128
DEF_ANNOT = 256
DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT

TYPE_FUNCTION = 0
TYPE_CLASS = 1
TYPE_MODULE = 2
TYPE_ANNOTATION = 3
TYPE_TYPE_ALIAS = 4
TYPE_TYPE_PARAMETERS = 5
TYPE_TYPE_VARIABLE = 6

LOCAL = 1
GLOBAL_EXPLICIT = 2
GLOBAL_IMPLICIT = 3
FREE = 4
CELL = 5

SCOPE_OFF = 12
SCOPE_MASK = 15

_MODES = {'exec': 0, 'eval': 1, 'single': 2}


class _Entry:
    """One block of names."""

    __slots__ = ('type', 'name', 'lineno', 'nested', 'symbols', 'varnames', 'children', '__weakref__')

    def __init__(self, type, name, lineno, nested, symbols, varnames, children):
        self.type = type
        self.name = name
        self.lineno = lineno
        self.nested = nested
        self.symbols = symbols
        self.varnames = varnames
        self.children = [_Entry(*child) for child in children]

    @property
    def id(self):
        return id(self)

    def __repr__(self):
        return f'<symtable entry {self.name}({self.id}), line {self.lineno}>'


_Entry.__name__ = _Entry.__qualname__ = 'symtable entry'


def symtable(source, filename, startstr, /):
    """Return symbol and scope dictionaries used internally by compiler."""
    mode = _MODES.get(startstr)
    if mode is None:
        raise ValueError("symtable() arg 3 must be 'exec' or 'eval' or 'single'")
    if not isinstance(source, str):
        from importlib.util import decode_source
        source = decode_source(bytes(source))
    return _Entry(*eval(_gilpy.symbols(source, os.fsdecode(filename), mode)))

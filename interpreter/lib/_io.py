"""The accelerated names of module io, made of the standard library's own _pyio on first use.

_pyio is written to stand beside io: it registers its classes with io's, which are built on these. So it is run here with
a small module in io's place, and its classes then carry this module's name.
"""

DEFAULT_BUFFER_SIZE = 131072

_loaded = False


class _Registry:
    """In place of io's abstract classes while _pyio is run."""

    @staticmethod
    def register(cls):
        return cls


def _open_code(path):
    return open(path, 'rb')


def _run():
    import sys
    from types import ModuleType

    stand_in = ModuleType('io')
    stand_in.__all__ = [
        'BlockingIOError', 'open', 'open_code', 'IOBase', 'RawIOBase', 'FileIO', 'BytesIO', 'StringIO', 'BufferedIOBase',
        'BufferedReader', 'BufferedWriter', 'BufferedRWPair', 'BufferedRandom', 'TextIOBase', 'TextIOWrapper',
        'UnsupportedOperation', 'SEEK_SET', 'SEEK_CUR', 'SEEK_END', 'DEFAULT_BUFFER_SIZE', 'IncrementalNewlineDecoder',
    ]
    stand_in.SEEK_SET, stand_in.SEEK_CUR, stand_in.SEEK_END = 0, 1, 2
    stand_in.IOBase = stand_in.RawIOBase = stand_in.BufferedIOBase = stand_in.TextIOBase = _Registry
    stand_in.open_code = _open_code
    saved_io = sys.modules.get('io')
    saved_pyio = sys.modules.pop('_pyio', None)
    globals()['FileIO'] = _Registry  # what _pyio registers with its own class
    sys.modules['io'] = stand_in
    try:
        import _pyio
    finally:
        del globals()['FileIO']
        for name, module in (('io', saved_io), ('_pyio', saved_pyio)):
            if module is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = module
    return _pyio


def _load():
    global _loaded
    made = _run()
    names = globals()
    for name in (
        'open', 'text_encoding', 'UnsupportedOperation', 'FileIO', 'BytesIO', 'StringIO', 'BufferedReader',
        'BufferedWriter', 'BufferedRWPair', 'BufferedRandom', 'TextIOWrapper', 'IncrementalNewlineDecoder',
    ):
        names[name] = getattr(made, name)
    names['_IOBase'] = made.IOBase
    names['_RawIOBase'] = made.RawIOBase
    names['_BufferedIOBase'] = made.BufferedIOBase
    names['_TextIOBase'] = made.TextIOBase
    names['open_code'] = _open_code
    names['BlockingIOError'] = BlockingIOError
    made.open_code = _open_code
    for value in vars(made).values():
        if isinstance(value, type) and value.__module__ == '_pyio':
            value.__module__ = '_io'
    for name, value in (('IOBase', made.IOBase), ('RawIOBase', made.RawIOBase),
                        ('BufferedIOBase', made.BufferedIOBase), ('TextIOBase', made.TextIOBase)):
        value.__name__ = value.__qualname__ = '_' + name
    made.open.__module__ = '_io'
    made.UnsupportedOperation.__module__ = 'io'
    _loaded = True


def __getattr__(name):
    if not _loaded and not name.startswith('__'):
        _load()
        if name in globals():
            return globals()[name]
    raise AttributeError(f"module '_io' has no attribute {name!r}")

"""The accelerated names of module io: the streams in memory are native, the others are made of the standard library's own
_pyio on first use.

_pyio is written to stand beside io: it registers its classes with io's, which are built on these. So it is run here with
a small module in io's place, and its classes then carry this module's name.
"""

from _gilpy_io import BytesIO, StringIO, _TextOutput
from _thread import RLock

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


def _text_wrapper(pyio):
    """TextIOWrapper: _pyio's with a quick way in front for what programs do most, writing UTF-8 and reading by lines. Its native
    half is kernel/modules/io/text_output.ts.
    """
    base = pyio.TextIOWrapper

    class TextIOWrapper(_TextOutput, base):
        __doc__ = base.__doc__
        _CHUNK_SIZE = 8192

        def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
            self._drain_lock = RLock()
            base.__init__(self, buffer, encoding, errors, newline, line_buffering, write_through)

        def _configure(self, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
            base._configure(self, encoding, errors, newline, line_buffering, write_through)
            quick = (not write_through and encoding.lower().replace('_', '-') in ('utf-8', 'utf8')
                     and (not self._writetranslate or self._writenl == '\n') and not self.buffer.readable())
            self._quick(quick, line_buffering)
            # which lines readline() can cut out of the decoded text by itself
            self._by_lines = newline is None or newline == '\n'

        def _drain(self):
            """Passes on what was written; the stream is flushed if it works by lines."""
            with self._drain_lock:
                data = self._take()
                if data:
                    self.buffer.write(data)
            if self._line_buffering:
                self.flush()

        def _write_long(self, s):
            """write() of what the quick way can't take."""
            if self.closed:
                raise ValueError('I/O operation on closed file.')
            if not isinstance(s, str):
                raise TypeError(f'write() argument must be str, not {type(s).__name__}')
            self._pass_on()
            return base.write(self, s)

        def _pass_on(self):
            with self._drain_lock:
                data = self._take()
                if data:
                    self.buffer.write(data)

        def flush(self):
            self._pass_on()
            base.flush(self)

        def close(self):
            if self.buffer is not None and not self.closed:
                try:
                    self.flush()
                finally:
                    self._quick(False, False)
                    self._set_decoded_chars('')
                    self.buffer.close()

        def detach(self):
            buffer = base.detach(self)
            self._quick(False, False)
            self._set_decoded_chars('')
            return buffer

        def readline(self, size=-1, /):
            if size == -1 and self._by_lines:
                chars = self._decoded_chars
                start = self._decoded_chars_used
                end = chars.find('\n', start) + 1
                if end:
                    self._decoded_chars_used = end
                    return chars[start:end]
            return base.readline(self, size)

        def __next__(self):
            if self._by_lines and not self._telling:
                chars = self._decoded_chars
                start = self._decoded_chars_used
                end = chars.find('\n', start) + 1
                if end:
                    self._decoded_chars_used = end
                    return chars[start:end]
            return base.__next__(self)

    TextIOWrapper.__module__ = '_io'
    TextIOWrapper.__qualname__ = 'TextIOWrapper'
    return TextIOWrapper


def _load():
    global _loaded
    made = _run()
    made.TextIOWrapper = _text_wrapper(made)
    names = globals()
    for name in (
        'open', 'text_encoding', 'UnsupportedOperation', 'FileIO', 'BufferedReader',
        'BufferedWriter', 'BufferedRWPair', 'BufferedRandom', 'TextIOWrapper', 'IncrementalNewlineDecoder',
    ):
        names[name] = getattr(made, name)
    made.BytesIO, made.StringIO = BytesIO, StringIO
    made.BufferedIOBase.register(BytesIO)
    made.TextIOBase.register(StringIO)
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

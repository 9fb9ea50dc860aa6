"""Makes sys.stdin, sys.stdout and sys.stderr, and builtins.open.

What is imported here is part of the start-up image; start() runs in every process.
"""

import _io
import _sitebuiltins
import builtins
import codecs
import os
import sys

codecs.lookup('utf-8')
builtins.open = _io.open
# what module site adds
builtins.quit = _sitebuiltins.Quitter('quit', 'Ctrl-D (i.e. EOF)')
builtins.exit = _sitebuiltins.Quitter('exit', 'Ctrl-D (i.e. EOF)')
builtins.help = _sitebuiltins._Helper()
builtins.copyright = _sitebuiltins._Printer('copyright', sys.copyright)
builtins.credits = _sitebuiltins._Printer(
    'credits', 'Thanks to all who made Python, and to those whose packages gilpy stands on.')
builtins.license = _sitebuiltins._Printer('license', 'See https://docs.python.org/3.13/license.html')


def _settings():
    """Encoding and error handler that PYTHONIOENCODING asks for."""
    if sys.flags.ignore_environment:
        return 'utf-8', None
    encoding, _, errors = os.environ.get('PYTHONIOENCODING', '').partition(':')
    return encoding or 'utf-8', errors or None


def _stream(fd, name, writing, encoding, errors, unbuffered):
    try:
        raw = _io.FileIO(fd, 'wb' if writing else 'rb', closefd=False)
    except OSError:
        return None
    terminal = raw.isatty()
    if writing and unbuffered:
        buffer = raw
    else:
        buffer = _io.BufferedWriter(raw) if writing else _io.BufferedReader(raw)
    raw.name = name
    text = _io.TextIOWrapper(buffer, encoding, errors, '\n' if writing else None,
                             line_buffering=terminal or name == '<stderr>', write_through=writing and unbuffered)
    text.mode = 'w' if writing else 'r'
    return text


def start(unbuffered):
    if sys.flags.no_site:
        for name in 'quit', 'exit', 'help', 'copyright', 'credits', 'license':
            delattr(builtins, name)
    encoding, errors = _settings()
    sys.stdin = sys.__stdin__ = _stream(0, '<stdin>', False, encoding, errors or 'surrogateescape', False)
    sys.stdout = sys.__stdout__ = _stream(1, '<stdout>', True, encoding, errors or 'surrogateescape', unbuffered)
    sys.stderr = sys.__stderr__ = _stream(2, '<stderr>', True, encoding, 'backslashreplace', unbuffered)

"""The interactive interpreter: code.InteractiveConsole over the host's line editor."""

import _gilpy
import builtins
import code
import sys


class Console(code.InteractiveConsole):
    def raw_input(self, prompt=''):
        sys.stdout.flush()
        line = _gilpy.read_line(str(prompt))
        if line is None:
            raise EOFError
        return line


def _input(prompt='', /):
    """Read a line from the terminal, with the editor that reads the prompts."""
    sys.stdout.flush()
    line = _gilpy.read_line(str(prompt))
    if line is None:
        raise EOFError
    return line


def run(namespace):
    # the editor holds standard input: nobody else may read it
    _input.__name__ = _input.__qualname__ = 'input'
    builtins.input = _input
    if not hasattr(sys, 'ps1'):
        sys.ps1 = '>>> '
    if not hasattr(sys, 'ps2'):
        sys.ps2 = '... '
    # after a script or a command the session begins without a word
    banner = '' if sys.flags.quiet or sys.argv[:1] != [''] else (
        f'Python {sys.version.split()[0]} (gilpy, GIL {"on" if sys._is_gil_enabled() else "off"}) on {sys.platform}\n'
        'Type "help", "copyright", "credits" or "license" for more information.'
    )
    Console(namespace, '<stdin>').interact(banner=banner, exitmsg='')

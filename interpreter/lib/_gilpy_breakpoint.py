"""What sys.breakpointhook calls: $PYTHONBREAKPOINT names it."""

import os
import sys


def target():
    """The function to call, or None: breakpoints are off, or the name cannot be imported (a warning then says so)."""
    name = os.environ.get('PYTHONBREAKPOINT') or 'pdb.set_trace'
    if name == '0':
        return None
    module, _, attribute = name.rpartition('.')
    try:
        return getattr(_module(module if '.' in name else 'builtins'), attribute)
    except (ImportError, AttributeError, ValueError):
        import warnings

        warnings.warn(f'Ignoring unimportable $PYTHONBREAKPOINT: "{name}"', RuntimeWarning, stacklevel=2)
        return None


def _module(name):
    __import__(name)
    return sys.modules[name]

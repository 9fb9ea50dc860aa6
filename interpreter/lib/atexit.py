"""Functions to call when the interpreter ends, last one first."""

import _thread

_lock = _thread.allocate_lock()
_functions = []


def register(func, /, *args, **kwargs):
    """Register a function to be executed upon normal program termination."""
    if not callable(func):
        raise TypeError('the first argument must be callable')
    with _lock:
        _functions.append((func, args, kwargs))
    return func


def unregister(func, /):
    """Unregister an exit function which was previously registered using atexit.register"""
    with _lock:
        _functions[:] = [entry for entry in _functions if not entry[0] == func]


def _clear():
    """Clear the list of previously registered exit functions."""
    with _lock:
        _functions.clear()


def _ncallbacks():
    """Return the number of registered exit functions."""
    return len(_functions)


def _run_exitfuncs():
    """Run all registered exit functions; an error in one is reported and the others run all the same."""
    import sys

    while True:
        with _lock:
            if not _functions:
                return
            func, args, kwargs = _functions.pop()
        try:
            func(*args, **kwargs)
        except BaseException as error:
            sys.unraisablehook(_Unraisable(error, func))


class _Unraisable:
    def __init__(self, error, func):
        self.exc_type = type(error)
        self.exc_value = error
        self.exc_traceback = error.__traceback__
        self.err_msg = 'Exception ignored in atexit callback'
        self.object = func

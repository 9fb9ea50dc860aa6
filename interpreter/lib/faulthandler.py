"""Tracebacks of all threads on demand, after a time, or at a signal.

gilpy's threads do not die of SIGSEGV or the like: a failing kernel is told by the host, with its own stack, whether or
not the handler is enabled. So enable() only remembers what it was told.
"""

import signal as _signal
import sys
import _thread

_MOST_FRAMES = 100
_MOST_THREADS = 100

_enabled = False
# The file that enable() got is kept open as long as the handler is enabled.
_enabled_file = None
_registered = {}
_pending = None


def _writer(file):
    """A function that writes text to `file` (a file object, a descriptor, None: standard error), at once."""
    if file is None:
        file = sys.stderr
        if file is None:
            raise RuntimeError('unable to get sys.stderr')
    if isinstance(file, int):
        if file < 0:
            raise ValueError('file is not a valid file descriptor')
        number = file
    else:
        number = file.fileno()
        if not isinstance(number, int):
            raise RuntimeError('file.fileno() is not a valid file descriptor')
        file.flush()
    import os

    def write(text):
        data = text.encode('ascii', 'backslashreplace')
        while data:
            data = data[os.write(number, data):]

    return write


def _format(frame):
    lines = []
    while frame is not None:
        if len(lines) == _MOST_FRAMES:
            lines.append('  ...\n')
            break
        code = frame.f_code
        lines.append(f'  File "{code.co_filename}", line {frame.f_lineno} in {code.co_name}\n')
        frame = frame.f_back
    return ''.join(lines) or '  <no Python frame>\n'


def _dump(write, all_threads, current, frame):
    if not all_threads:
        write('Stack (most recent call first):\n' + _format(frame))
        return
    frames = sys._current_frames()
    if current is not None:
        frames[current] = frame
    for count, (ident, top) in enumerate(sorted(frames.items(), reverse=True)):
        if count == _MOST_THREADS:
            write('...\n')
            break
        start = '\n' if count else ''
        kind = 'Current thread' if ident == current else 'Thread'
        write(f'{start}{kind} 0x{ident:016x} (most recent call first):\n{_format(top)}')


def dump_traceback(file=None, all_threads=True):
    """Write the traceback of the current thread, or of all threads, to file."""
    _dump(_writer(file), all_threads, _thread.get_ident(), sys._getframe(1))


def enable(file=None, all_threads=True):
    """Remember that the fault handler is wanted."""
    global _enabled, _enabled_file
    _writer(file)
    _enabled = True
    _enabled_file = sys.stderr if file is None else file


def disable():
    """Forget it again; returns whether it was enabled."""
    global _enabled, _enabled_file
    was = _enabled
    _enabled = False
    _enabled_file = None
    return was


def is_enabled():
    """Whether the handler is enabled."""
    return _enabled


def dump_traceback_later(timeout, repeat=False, file=None, exit=False):
    """Write the tracebacks of all threads in timeout seconds, each timeout seconds if repeat; exit: then _exit(1)."""
    global _pending
    if timeout <= 0:
        raise ValueError('timeout must be greater than 0')
    if timeout > _thread.TIMEOUT_MAX:
        raise OverflowError('timeout value is too large')
    write = _writer(file)
    cancel_dump_traceback_later()
    gate = _thread.allocate_lock()
    gate.acquire()
    seconds = int(timeout)
    rest = int((timeout - seconds) * 1e6)
    title = f'Timeout ({seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}'
    title += f'.{rest:06})!\n' if rest else ')!\n'

    def watch():
        own = _thread.get_ident()
        while not gate.acquire(timeout=timeout):
            write(title)
            for ident, frame in sorted(sys._current_frames().items(), reverse=True):
                if ident != own:
                    write(f'Thread 0x{ident:016x} (most recent call first):\n{_format(frame)}')
            if exit:
                import os

                os._exit(1)
            if not repeat:
                return

    # a daemon thread: waiting must not keep the process
    _pending = gate, _thread.start_joinable_thread(watch, daemon=True)


def cancel_dump_traceback_later():
    """Cancel the call of dump_traceback_later() that is under way."""
    global _pending
    pending, _pending = _pending, None
    if pending is not None:
        gate, watcher = pending
        gate.release()
        # it may be writing: the file is the caller's again afterwards
        watcher.join()


def register(signum, file=None, all_threads=True, chain=False):
    """Write the tracebacks to file whenever the signal arrives; chain: call its former handler too."""
    write = _writer(file)
    if signum not in _signal.valid_signals():
        raise ValueError('signal number out of range')
    if signum in (_signal.SIGSEGV, _signal.SIGFPE, _signal.SIGABRT, _signal.SIGBUS, _signal.SIGILL):
        raise RuntimeError(f'signal {signum:d} cannot be registered, use enable() instead')

    def handler(number, frame):
        _dump(write, all_threads, _thread.get_ident(), frame)
        if chain and callable(before):
            before(number, frame)

    before = _signal.signal(signum, handler)
    if signum in _registered:
        before = _registered[signum]
    _registered[signum] = before


def unregister(signum):
    """Put the signal's former handler back; returns whether it was registered."""
    if signum not in _signal.valid_signals():
        raise ValueError('signal number out of range')
    if signum not in _registered:
        return False
    _signal.signal(signum, _registered.pop(signum))
    return True

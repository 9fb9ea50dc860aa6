"""Waiting for descriptors, over the host's poll."""

import _gilpy
import errno
import os
import stat

error = OSError

PIPE_BUF = 4096
POLLIN, POLLPRI, POLLOUT, POLLERR, POLLHUP, POLLNVAL = 1, 2, 4, 8, 16, 32
POLLRDNORM, POLLRDBAND, POLLWRNORM, POLLWRBAND, POLLMSG, POLLRDHUP = 64, 128, 256, 512, 1024, 8192
EPOLLIN, EPOLLPRI, EPOLLOUT, EPOLLERR, EPOLLHUP = 1, 2, 4, 8, 16
EPOLLRDNORM, EPOLLRDBAND, EPOLLWRNORM, EPOLLWRBAND, EPOLLMSG, EPOLLRDHUP = 64, 128, 256, 512, 1024, 8192
EPOLLEXCLUSIVE, EPOLLONESHOT, EPOLLET = 1 << 28, 1 << 30, 1 << 31
EPOLL_CLOEXEC = 0o2000000

_FD_SETSIZE = 1024


def _descriptor(value):
    if isinstance(value, int):
        fd = value
    else:
        try:
            method = value.fileno
        except AttributeError:
            raise TypeError('argument must be an int, or have a fileno() method.') from None
        fd = method()
        if not isinstance(fd, int):
            raise TypeError('fileno() returned a non-integer')
    if fd < 0:
        raise ValueError(f'file descriptor cannot be a negative integer ({fd})')
    return int(fd)


def _milliseconds(timeout, message):
    try:
        return float(timeout) * 1000
    except (TypeError, ValueError):
        raise TypeError(message) from None


@staticmethod  # a class that keeps it as an attribute must not bind it, as it does not bind CPython's
def select(rlist, wlist, xlist, timeout=None, /):
    """Wait until one or more file descriptors are ready for some kind of I/O."""
    if timeout is None:
        limit = -1.0
    else:
        limit = _milliseconds(timeout, 'timeout must be a float or None')
        if limit < 0:
            raise ValueError('timeout must be non-negative')
    wanted = {}
    lists = []
    for objects, bits in (rlist, POLLIN), (wlist, POLLOUT), (xlist, POLLPRI):
        try:
            pairs = [(_descriptor(item), item) for item in objects]
        except TypeError:
            if hasattr(objects, '__iter__') or hasattr(objects, '__getitem__'):
                raise
            raise TypeError('arguments 1-3 must be sequences') from None
        for fd, _ in pairs:
            if fd >= _FD_SETSIZE:
                raise ValueError('filedescriptor out of range in select()')
            wanted[fd] = wanted.get(fd, 0) | bits
        lists.append(pairs)
    found = dict(_gilpy.poll(wanted, limit))
    if any(bits & POLLNVAL for bits in found.values()):
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    results = []
    for pairs, bits in zip(lists, (POLLIN | POLLHUP | POLLERR, POLLOUT | POLLERR, POLLPRI)):
        results.append([item for fd, item in pairs if found.get(fd, 0) & bits])
    return tuple(results)


class _Poll:
    """What select.poll() makes."""

    __slots__ = '_wanted', '_busy'

    def __new__(cls):
        raise TypeError("cannot create 'select.poll' instances")

    def __init_subclass__(cls, /, **keywords):
        raise TypeError("type 'select.poll' is not an acceptable base type")

    def register(self, fd, eventmask=POLLIN | POLLPRI | POLLOUT, /):
        """Register a file descriptor with the polling object."""
        self._wanted[_descriptor(fd)] = _mask(eventmask)

    def modify(self, fd, eventmask, /):
        """Modify an already registered file descriptor."""
        number = _descriptor(fd)
        mask = _mask(eventmask)
        if number not in self._wanted:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        self._wanted[number] = mask

    def unregister(self, fd, /):
        """Remove a file descriptor being tracked by the polling object."""
        del self._wanted[_descriptor(fd)]

    def poll(self, timeout=None, /):
        """Polls the set of registered file descriptors: a list of (descriptor, events)."""
        if timeout is None:
            limit = -1.0
        else:
            # milliseconds already
            limit = _milliseconds(timeout, 'timeout must be an integer or None') / 1000
            if limit > 0x7FFFFFFF:
                raise OverflowError('timeout is too large')
        if self._busy:
            raise RuntimeError('concurrent poll() invocation')
        self._busy = True
        try:
            return _gilpy.poll(self._wanted.copy(), limit if limit >= 0 else -1.0)
        finally:
            self._busy = False


_Poll.__name__ = _Poll.__qualname__ = 'poll'


def _mask(value):
    mask = value.__index__() if hasattr(value, '__index__') else None
    if mask is None:
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
    if mask < 0:
        raise ValueError('value must be positive')
    if mask > 0xFFFF:
        raise OverflowError('Python int too large for C unsigned short')
    return mask


@staticmethod
def poll():
    """Returns a polling object, which supports registering and unregistering file descriptors."""
    made = object.__new__(_Poll)
    made._wanted = {}
    made._busy = False
    return made


class epoll:
    """Polls many descriptors. Events are level-triggered: EPOLLET is accepted and changes nothing."""

    __slots__ = '_wanted', '_off', '_fd', '_closed', '__weakref__'

    def __init__(self, sizehint=-1, flags=0):
        if sizehint != -1 and sizehint <= 0:
            raise ValueError('negative sizehint')
        if flags & ~EPOLL_CLOEXEC:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        self._wanted = {}
        self._off = set()
        self._fd = -1
        self._closed = False

    def _check(self):
        if self._closed:
            raise ValueError('I/O operation on closed epoll object')

    @property
    def closed(self):
        """True if the epoll handler is closed"""
        return self._closed

    def fileno(self):
        """Return the epoll control file descriptor."""
        self._check()
        if self._fd < 0:
            self._fd = os.open(os.devnull, os.O_RDONLY)
        return self._fd

    def close(self):
        """Close the epoll control file descriptor."""
        self._closed = True
        fd, self._fd = self._fd, -1
        if fd >= 0:
            os.close(fd)

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *exc):
        self.close()

    def register(self, fd, eventmask=EPOLLIN | EPOLLPRI | EPOLLOUT):
        """Registers a new fd."""
        self._check()
        number = _descriptor(fd)
        if stat.S_ISREG(os.fstat(number).st_mode):
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))
        if number in self._wanted:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        self._wanted[number] = eventmask

    def modify(self, fd, eventmask):
        """Modify event mask for a registered file descriptor."""
        self._check()
        number = _descriptor(fd)
        if number not in self._wanted:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        self._wanted[number] = eventmask
        self._off.discard(number)

    def unregister(self, fd):
        """Remove a registered file descriptor from the epoll object."""
        self._check()
        number = _descriptor(fd)
        os.fstat(number)
        if number not in self._wanted:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        del self._wanted[number]
        self._off.discard(number)

    def poll(self, timeout=None, maxevents=-1):
        """Wait for events on the registered file descriptors: a list of (descriptor, events)."""
        self._check()
        if timeout is None or timeout < 0:
            limit = -1.0
        else:
            limit = _milliseconds(timeout, 'timeout must be an integer or None')
        if maxevents == 0 or maxevents < -1:
            raise ValueError(f'maxevents must be greater than 0, got {maxevents}')
        wanted = {fd: mask & 0xFFFF for fd, mask in self._wanted.copy().items() if fd not in self._off}
        found = []
        for fd, bits in _gilpy.poll(wanted, limit):
            if bits & POLLNVAL:  # closed: the kernel forgets such a descriptor by itself
                self._wanted.pop(fd, None)
                continue
            if self._wanted.get(fd, 0) & EPOLLONESHOT:
                self._off.add(fd)
            found.append((fd, bits))
        return found if maxevents < 0 else found[:maxevents]

    @classmethod
    def fromfd(cls, fd, /):
        """Create an epoll object from a given control fd."""
        raise NotImplementedError('gilpy keeps no epoll objects behind descriptors')

"""Sockets over the host: its main thread connects, accepts and names; reading, writing and polling need only memory."""

import errno
import os
import select as _select
import warnings as _warnings

import _gilpy
from _gilpy_addresses import (
    htonl, htons, inet_aton, inet_ntoa, inet_ntop, inet_pton, ntohl, ntohs,
)
from _gilpy_resolver import (
    getaddrinfo, gethostbyaddr, gethostbyname, gethostbyname_ex, gethostname, getnameinfo, getprotobyname,
    getservbyname, getservbyport, if_indextoname, if_nameindex, if_nametoindex, sethostname, resolve as _resolve,
)
from _gilpy_socket_constants import *
from _gilpy_socket_errors import gaierror, herror, raise_errno as _raise_errno

for _function in (
    htonl, htons, inet_aton, inet_ntoa, inet_ntop, inet_pton, ntohl, ntohs, getaddrinfo, gethostbyaddr,
    gethostbyname, gethostbyname_ex, gethostname, getnameinfo, getprotobyname, getservbyname, getservbyport,
    if_indextoname, if_nameindex, if_nametoindex, sethostname,
):
    _function.__module__ = '_socket'

_request = _gilpy.request
error = OSError
timeout = TimeoutError

_NONBLOCKING_DONE = (errno.EAGAIN, errno.EWOULDBLOCK)
_MOST = 65536  # bytes of one answer of the host


def CMSG_LEN(length, /):
    if not 0 <= length <= 0x7FFFFFFF - 16:
        raise OverflowError('CMSG_LEN() argument out of range')
    return 16 + length


def CMSG_SPACE(length, /):
    if not 0 <= length <= 0x7FFFFFFF - 16 - 7:
        raise OverflowError('CMSG_SPACE() argument out of range')
    return 16 + (length + 7 & ~7)


_default_timeout = None


def getdefaulttimeout():
    """Returns the default timeout in seconds (float) for new socket objects."""
    return _default_timeout


def setdefaulttimeout(timeout, /):
    """Set the default timeout in seconds (float) for new socket objects."""
    global _default_timeout
    _default_timeout = _timeout(timeout)


def _timeout(value):
    if value is None:
        return None
    if isinstance(value, str) or not hasattr(value, '__float__') and not hasattr(value, '__index__'):
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
    seconds = float(value)
    if seconds != seconds:
        raise ValueError('Invalid value NaN (not a number)')
    if seconds < 0:
        raise ValueError('Timeout value out of range')
    if seconds > 9223372036.0:
        raise OverflowError('timeout doesn\'t fit into C timeval')
    return seconds


def close(fd, /):
    """Close an integer socket file descriptor."""
    os.close(fd)


def dup(fd, /):
    """Duplicate an integer socket file descriptor."""
    return os.dup(fd)


def socketpair(family=AF_UNIX, type=SOCK_STREAM, proto=0, /):
    """Create a pair of socket objects from the sockets returned by the platform."""
    status, content = _request('socketPair', int(family), int(type))
    if status < 0:
        _raise_errno(-status)
    return tuple(
        socket(family, type, proto, int.from_bytes(content[at:at + 4], 'little')) for at in (0, 4)
    )


def _view(data):
    """The bytes of a bytes-like object."""
    if isinstance(data, bytes):
        return data
    try:
        return memoryview(data).tobytes()
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'") from None


class socket:
    """A socket: the base of socket.socket."""

    __slots__ = '_fd', '_family', '_type', '_proto', '_timeout'

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        self._fd = -1
        self._timeout = None
        if fileno is None:
            self._family = AF_INET if family == -1 else int(family)
            kind = SOCK_STREAM if type == -1 else int(type)
            self._proto = 0 if proto == -1 else int(proto)
            flags = kind & (SOCK_NONBLOCK | SOCK_CLOEXEC)
            self._type = kind & ~flags
            status, _ = _request('socketOpen', self._family, self._type, self._proto)
            if status < 0:
                _raise_errno(-status)
            self._fd = status
        else:
            flags = 0
            if isinstance(fileno, float):
                raise TypeError("'float' object cannot be interpreted as an integer")
            fd = fileno.__index__() if hasattr(fileno, '__index__') else None
            if fd is None:
                raise TypeError(f"'{fileno.__class__.__name__}' object cannot be interpreted as an integer")
            if fd < 0:
                raise ValueError('negative file descriptor')
            status, content = _request('socketInfo', fd)
            if status < 0:
                _raise_errno(-status)
            own = [int(word) for word in content.split()]
            self._family, self._type, self._proto = (
                old if given == -1 else int(given) for old, given in zip(own, (family, type, proto))
            )
            self._type &= ~(SOCK_NONBLOCK | SOCK_CLOEXEC)
            self._fd = fd
        if flags & SOCK_NONBLOCK:
            self._timeout = 0.0
            os.set_blocking(self._fd, False)
        elif _default_timeout is not None:
            self._timeout = _default_timeout
            os.set_blocking(self._fd, False)

    family = property(lambda self: self._family)
    type = property(lambda self: self._type)
    proto = property(lambda self: self._proto)
    timeout = property(lambda self: self._timeout)

    def __repr__(self):
        return f'<socket object, fd={self._fd}, family={self._family}, type={self._type}, proto={self._proto}>'

    def __del__(self, _warn=_warnings.warn):
        fd = getattr(self, '_fd', -1)
        if fd != -1:
            _warn(f'unclosed {self!r}', ResourceWarning, source=self)
            self._fd = -1
            try:
                os.close(fd)
            except OSError:
                pass

    def fileno(self):
        """Return the integer file descriptor of the socket."""
        return self._fd

    def detach(self):
        """Close the socket object without closing the underlying file descriptor."""
        fd, self._fd = self._fd, -1
        return fd

    def close(self):
        """Close the socket.  It cannot be used after this call."""
        fd, self._fd = self._fd, -1
        if fd != -1:
            try:
                os.close(fd)
            except ConnectionResetError:
                pass

    # -- waiting

    def _wait(self, bits, deadline=None):
        """Waits as the time-out has it until poll finds one of the bits. `deadline`: of the whole operation."""
        if self._fd < 0:
            _raise_errno(errno.EBADF)
        if self._timeout is None:
            limit = -1.0
        elif self._timeout == 0:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        elif deadline is None:
            limit = self._timeout * 1000
        else:
            limit = max(0.0, (deadline - _now()) * 1000)
        if not _gilpy.poll({self._fd: bits}, limit):
            raise TimeoutError('timed out')

    def _deadline(self):
        return None if not self._timeout else _now() + self._timeout

    def _ask(self, operation, *args):
        status, content = _request(operation, self._fd, *args)
        if status < 0:
            _raise_errno(-status)
        return content

    def _repeat(self, bits, operation, *args):
        """(status, content) of an operation that may have to wait."""
        deadline = self._deadline()
        while True:
            status, content = _request(operation, self._fd, *args)
            if status >= 0:
                return status, content
            if -status not in _NONBLOCKING_DONE:
                _raise_errno(-status)
            self._wait(bits, deadline)

    def setblocking(self, flag, /):
        """Set the socket to blocking (flag is true) or non-blocking (false)."""
        self.settimeout(None if flag else 0.0)

    def getblocking(self):
        """Returns True if socket is in blocking mode, or False if it is in non-blocking mode."""
        return self._timeout != 0

    def settimeout(self, timeout, /):
        """Set a timeout on socket operations.  'timeout' can be a float, giving in seconds, or None."""
        seconds = _timeout(timeout)
        os.set_blocking(self._fd, seconds is None)
        self._timeout = seconds

    def gettimeout(self):
        """Returns the timeout in seconds (float) associated with socket operations, or None."""
        return self._timeout

    # -- names

    def _given(self, address, method):
        """(host, port) for the host from an address of this family."""
        if self._family == AF_UNIX:
            if isinstance(address, (bytes, bytearray, memoryview)):
                path = os.fsdecode(bytes(address))
            elif isinstance(address, str):
                path = address
            else:
                raise TypeError(f'a bytes-like object is required, not {type(address).__name__!r}')
            if len(os.fsencode(path)) > 107 + (path[:1] == '\0'):
                raise OSError('AF_UNIX path too long')
            return path, 0
        if not isinstance(address, tuple):
            name = 'AF_INET6' if self._family == AF_INET6 else 'AF_INET'
            raise TypeError(f'{method}(): {name} address must be tuple, not {type(address).__name__}')
        if self._family == AF_INET and len(address) != 2:
            raise TypeError(f'{method}(): AF_INET address must be a pair (host, port)')
        if self._family == AF_INET6 and not 2 <= len(address) <= 4:
            raise TypeError(f'{method}(): AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])')
        if len(address) > 2 and not 0 <= address[2] <= 0xFFFFF:
            raise OverflowError(f'{method}(): flowinfo must be 0-1048575.')
        host, port = address[:2]
        if not hasattr(port, '__index__'):
            raise TypeError(f"'{type(port).__name__}' object cannot be interpreted as an integer")
        port = port.__index__()
        numeric = _resolve(host, self._family)
        if not 0 <= port <= 0xFFFF:
            raise OverflowError(f'{method}(): port must be 0-65535.')
        return numeric, port

    def _address(self, content):
        host, _, port = content.decode('utf-8', 'surrogateescape').partition('\n')
        if self._family == AF_UNIX:
            return os.fsencode(host) if host[:1] == '\0' else host
        if self._family == AF_INET6:
            return host.partition('%')[0], int(port), 0, 0
        return host, int(port)

    def getsockname(self):
        """Return the address of the local endpoint."""
        return self._address(self._ask('socketName', 0))

    def getpeername(self):
        """Return the address of the remote endpoint."""
        return self._address(self._ask('socketName', 1))

    def bind(self, address, /):
        """Bind the socket to a local address."""
        self._ask('socketBind', *self._given(address, 'bind'))

    def listen(self, backlog=128, /):
        """Enable a server to accept connections."""
        self._ask('socketListen', max(0, int(backlog)))

    def _accept(self):
        """Wait for an incoming connection: its descriptor, and the address of the client."""
        if self._type == SOCK_DGRAM:
            _raise_errno(errno.EOPNOTSUPP)
        fd, content = self._repeat(_select.POLLIN, 'socketAccept')
        return fd, self._address(content)

    def _start_connect(self, address, method):
        """Connects; the errno it ends with. Waits as the time-out has it."""
        status, _ = _request('socketConnect', self._fd, *self._given(address, method))
        if status != -errno.EINPROGRESS or self._timeout == 0:
            return -status
        if not _gilpy.poll({self._fd: _select.POLLOUT}, -1.0 if self._timeout is None else self._timeout * 1000):
            return None
        return _request('socketError', self._fd)[0]

    def connect(self, address, /):
        """Connect the socket to a remote address."""
        number = self._start_connect(address, 'connect')
        if number is None:
            raise TimeoutError('timed out')
        if number:
            _raise_errno(number)

    def connect_ex(self, address, /):
        """This is like connect(address), but returns an error code (the errno value) instead of raising an exception."""
        number = self._start_connect(address, 'connect_ex')
        return errno.EAGAIN if number is None else number

    def shutdown(self, flag, /):
        """Shut down the reading side, the writing side, or both sides of the socket."""
        self._ask('socketShutdown', flag)

    # -- options

    def setsockopt(self, level, option, value, optlen=None, /):
        """Set a socket option."""
        if value is None:
            data = bytes(optlen)
        elif isinstance(value, int):
            if not -0x80000000 <= value <= 0x7FFFFFFF:
                raise OverflowError('signed integer is greater than maximum' if value > 0 else 'signed integer is less than minimum')
            data = value.to_bytes(4, 'little', signed=True)
        else:
            data = _view(value)
        self._ask('socketSetOption', level, option, data)

    def getsockopt(self, level, option, buflen=0, /):
        """Get a socket option."""
        if not 0 <= buflen <= 1024:
            raise OSError('getsockopt buflen out of range')
        content = self._ask('socketGetOption', level, option)
        if buflen:
            return content.ljust(buflen, b'\0')[:buflen] if len(content) < buflen and len(content) != 4 else content[:buflen]
        return int.from_bytes(content[:4], 'little', signed=True)

    # -- bytes

    def recv(self, bufsize, flags=0, /):
        """Receive up to buffersize bytes from the socket."""
        if bufsize < 0:
            raise ValueError('negative buffersize in recv')
        if flags or self._type == SOCK_DGRAM:
            return self._receive(bufsize, flags)[0]
        if self._timeout is None or self._timeout == 0:
            return os.read(self._fd, bufsize)
        deadline = self._deadline()
        while True:
            self._wait(_select.POLLIN, deadline)
            try:
                return os.read(self._fd, bufsize)
            except BlockingIOError:
                pass

    def _receive(self, bufsize, flags):
        """(data, address) with flags, or of a datagram socket."""
        if flags & MSG_DONTWAIT and not _gilpy.poll({self._fd: _select.POLLIN}, 0.0):
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        peek = int(bool(flags & MSG_PEEK))
        if self._type == SOCK_DGRAM:
            size, content = self._repeat(_select.POLLIN, 'socketReceive', bufsize, peek)
            host, port, _, _ = content[:size].split(b'\n')
            return content[size:], self._address(host + b'\n' + port)
        if peek:
            return self._repeat(_select.POLLIN, 'socketPeek', min(bufsize, _MOST))[1], None
        if not flags & MSG_WAITALL:
            return socket.recv(self, bufsize), None
        parts = []
        while bufsize > 0:
            part = socket.recv(self, bufsize)
            if not part:
                break
            parts.append(part)
            bufsize -= len(part)
        return b''.join(parts), None

    def recvfrom(self, bufsize, flags=0, /):
        """Like recv(buffersize, flags) but also return the sender's address info."""
        if bufsize < 0:
            raise ValueError('negative buffersize in recvfrom')
        return self._receive(bufsize, flags)

    def _into(self, buffer, nbytes, method):
        view = memoryview(buffer).cast('B')
        if nbytes < 0:
            raise ValueError(f'negative buffersize in {method}')
        if nbytes > len(view):
            raise ValueError('buffer too small for requested bytes')
        return view, nbytes or len(view)

    def recv_into(self, buffer, nbytes=0, flags=0):
        """A version of recv() that stores its data into a buffer rather than creating a new string."""
        view, size = self._into(buffer, nbytes, 'recv_into')
        data = socket.recv(self, size, flags)
        view[:len(data)] = data
        return len(data)

    def recvfrom_into(self, buffer, nbytes=0, flags=0):
        """Like recv_into(buffer[, nbytes[, flags]]) but also return the sender's address info."""
        view, size = self._into(buffer, nbytes, 'recvfrom_into')
        data, address = self._receive(size, flags)
        view[:len(data)] = data
        return len(data), address

    def recvmsg(self, bufsize, ancbufsize=0, flags=0, /):
        """Receive normal data and ancillary data (of which there is never any) from the socket."""
        if bufsize < 0:
            raise ValueError('negative buffer size in recvmsg()')
        if ancbufsize < 0:
            raise ValueError('invalid ancillary data buffer length')
        data, address = self._receive(bufsize, flags)
        return data, [], 0, address

    def recvmsg_into(self, buffers, ancbufsize=0, flags=0, /):
        """Receive normal data and ancillary data, scattering the former into a series of buffers."""
        views = [memoryview(buffer).cast('B') for buffer in buffers]
        data, address = self._receive(sum(map(len, views)), flags)
        at = 0
        for view in views:
            part = data[at:at + len(view)]
            view[:len(part)] = part
            at += len(part)
        return len(data), [], 0, address

    def _write(self, data, deadline):
        if self._timeout is None or self._timeout == 0:
            return os.write(self._fd, data)
        while True:
            self._wait(_select.POLLOUT, deadline)
            try:
                return os.write(self._fd, data)
            except BlockingIOError:
                pass

    def send(self, data, flags=0, /):
        """Send a data string to the socket: the number of bytes sent."""
        content = _view(data)
        if self._type == SOCK_DGRAM:
            return self._send_datagram(content, None)
        return self._write(content, self._deadline())

    def sendall(self, data, flags=0, /):
        """Send a data string to the socket, calling send() until all of it is sent."""
        content = _view(data)
        if self._type == SOCK_DGRAM:
            self._send_datagram(content, None)
            return
        deadline = self._deadline()
        while content:
            sent = self._write(content, deadline)
            if sent == len(content):
                return
            content = content[sent:]

    def _send_datagram(self, data, address):
        host, port = (None, 0) if address is None else self._given(address, 'sendto')
        status, _ = _request('socketSend', self._fd, data, host, port)
        if status < 0:
            _raise_errno(-status)
        return status

    def sendto(self, *args):
        """sendto(data[, flags], address) -> count: like send(data, flags) but allows specifying the destination address."""
        if not 2 <= len(args) <= 3:
            raise TypeError(f'sendto() takes 2 or 3 arguments ({len(args)} given)')
        if isinstance(args[0], str):
            raise TypeError("a bytes-like object is required, not 'str'")
        content = _view(args[0])
        if len(args) == 3 and not isinstance(args[1], int):
            raise TypeError(f"'{type(args[1]).__name__}' object cannot be interpreted as an integer")
        address = args[-1]
        if self._type == SOCK_DGRAM:
            return self._send_datagram(content, address)
        if address is None and self._family != AF_UNIX:
            raise TypeError(f'sendto(): AF_INET address must be tuple, not {type(address).__name__}')
        return socket.send(self, content)

    def sendmsg(self, buffers, ancdata=(), flags=0, address=None, /):
        """Send normal and ancillary data to the socket, gathering the former from a series of buffers."""
        content = b''.join(map(_view, buffers))
        if list(ancdata):
            raise NotImplementedError('gilpy can not send ancillary data')
        if self._type == SOCK_DGRAM:
            return self._send_datagram(content, address)
        return socket.send(self, content, flags)


def _now():
    import time
    return time.monotonic()


SocketType = socket

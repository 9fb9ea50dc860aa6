"""Sockets over the host: its main thread connects, accepts and names; reading, writing and polling need only memory."""

import _gilpy
import errno
import os
import select as _select
import warnings as _warnings

_request = _gilpy.request

AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6 = 0, 1, 2, 10
SOCK_STREAM, SOCK_DGRAM, SOCK_RAW, SOCK_RDM, SOCK_SEQPACKET = 1, 2, 3, 4, 5
SOCK_NONBLOCK, SOCK_CLOEXEC = 0o4000, 0o2000000
SOL_SOCKET, SOL_TCP, SOL_UDP, SOL_IP = 1, 6, 17, 0
SO_DEBUG, SO_REUSEADDR, SO_TYPE, SO_ERROR, SO_DONTROUTE, SO_BROADCAST, SO_SNDBUF, SO_RCVBUF = 1, 2, 3, 4, 5, 6, 7, 8
SO_KEEPALIVE, SO_OOBINLINE, SO_PRIORITY, SO_LINGER, SO_REUSEPORT, SO_PASSCRED, SO_PEERCRED = 9, 10, 12, 13, 15, 16, 17
SO_RCVLOWAT, SO_SNDLOWAT, SO_RCVTIMEO, SO_SNDTIMEO, SO_BINDTODEVICE, SO_ACCEPTCONN = 18, 19, 20, 21, 25, 30
SO_MARK, SO_PROTOCOL, SO_DOMAIN = 36, 38, 39
IPPROTO_IP, IPPROTO_ICMP, IPPROTO_IGMP, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_IPV6, IPPROTO_ICMPV6 = 0, 1, 2, 6, 17, 41, 58
IPPROTO_RAW, IPPROTO_SCTP = 255, 132
IPPORT_RESERVED, IPPORT_USERRESERVED = 1024, 5000
IP_TOS, IP_TTL, IP_MULTICAST_IF, IP_MULTICAST_TTL, IP_MULTICAST_LOOP = 1, 2, 32, 33, 34
IP_ADD_MEMBERSHIP, IP_DROP_MEMBERSHIP = 35, 36
IPV6_UNICAST_HOPS, IPV6_MULTICAST_IF, IPV6_MULTICAST_HOPS, IPV6_MULTICAST_LOOP = 16, 17, 18, 19
IPV6_JOIN_GROUP, IPV6_LEAVE_GROUP, IPV6_V6ONLY = 20, 21, 26
TCP_NODELAY, TCP_MAXSEG, TCP_CORK, TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT, TCP_SYNCNT = 1, 2, 3, 4, 5, 6, 7
TCP_LINGER2, TCP_DEFER_ACCEPT, TCP_WINDOW_CLAMP, TCP_INFO, TCP_QUICKACK, TCP_USER_TIMEOUT = 8, 9, 10, 11, 12, 18
MSG_OOB, MSG_PEEK, MSG_DONTROUTE, MSG_CTRUNC, MSG_TRUNC, MSG_DONTWAIT = 1, 2, 4, 8, 0x20, 0x40
MSG_EOR, MSG_WAITALL, MSG_NOSIGNAL, MSG_MORE = 0x80, 0x100, 0x4000, 0x8000
SCM_RIGHTS, SCM_CREDENTIALS = 1, 2
AI_PASSIVE, AI_CANONNAME, AI_NUMERICHOST, AI_V4MAPPED, AI_ALL, AI_ADDRCONFIG, AI_NUMERICSERV = 1, 2, 4, 8, 16, 32, 1024
EAI_BADFLAGS, EAI_NONAME, EAI_AGAIN, EAI_FAIL, EAI_NODATA, EAI_FAMILY = -1, -2, -3, -4, -5, -6
EAI_SOCKTYPE, EAI_SERVICE, EAI_ADDRFAMILY, EAI_MEMORY, EAI_SYSTEM, EAI_OVERFLOW = -7, -8, -9, -10, -11, -12
NI_NUMERICHOST, NI_NUMERICSERV, NI_NOFQDN, NI_NAMEREQD, NI_DGRAM, NI_MAXHOST, NI_MAXSERV = 1, 2, 4, 8, 16, 1025, 32
SHUT_RD, SHUT_WR, SHUT_RDWR = 0, 1, 2
SOMAXCONN = 4096
INADDR_ANY, INADDR_LOOPBACK, INADDR_BROADCAST, INADDR_NONE = 0, 0x7F000001, 0xFFFFFFFF, 0xFFFFFFFF
INADDR_UNSPEC_GROUP, INADDR_ALLHOSTS_GROUP, INADDR_MAX_LOCAL_GROUP = 0xE0000000, 0xE0000001, 0xE00000FF
has_ipv6 = True
error = OSError
timeout = TimeoutError

_NONBLOCKING_DONE = (errno.EAGAIN, errno.EWOULDBLOCK)
_MOST = 65536  # bytes of one answer of the host


class herror(OSError):
    pass


class gaierror(OSError):
    pass


herror.__module__ = gaierror.__module__ = 'socket'

_GAI_MESSAGES = {
    EAI_BADFLAGS: 'Bad value for ai_flags', EAI_NONAME: 'Name or service not known',
    EAI_AGAIN: 'Temporary failure in name resolution', EAI_FAIL: 'Non-recoverable failure in name resolution',
    EAI_FAMILY: 'ai_family not supported', EAI_SOCKTYPE: 'ai_socktype not supported',
    EAI_SERVICE: 'Servname not supported for ai_socktype',
    EAI_ADDRFAMILY: 'Address family for hostname not supported',
}


def _gai(number):
    return gaierror(number, _GAI_MESSAGES.get(number, 'Unknown error'))


def _raise(number):
    raise OSError(number, os.strerror(number))


# ---- numbers and addresses -------------------------------------------------------------------------------------------


def _unsigned(value, bits, name):
    if not isinstance(value, int):
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
    if value < 0:
        if bits == 16:
            raise OverflowError(f"{name}: can't convert negative Python int to C 16-bit unsigned integer")
        raise OverflowError("can't convert negative value to unsigned int")
    if value >> bits:
        if bits == 16:
            raise OverflowError(f'{name}: Python int too large to convert to C 16-bit unsigned integer')
        raise OverflowError('int larger than 32 bits')
    return value


def _swap16(name):
    def function(integer, /):
        value = _unsigned(integer, 16, name)
        return value >> 8 | (value & 0xFF) << 8

    function.__name__ = function.__qualname__ = name
    return function


def _swap32(name):
    def function(integer, /):
        return int.from_bytes(_unsigned(integer, 32, name).to_bytes(4, 'little'), 'big')

    function.__name__ = function.__qualname__ = name
    return function


htons, ntohs = _swap16('htons'), _swap16('ntohs')
htonl, ntohl = _swap32('htonl'), _swap32('ntohl')


def inet_aton(ip_addr, /):
    """Convert an IP address in string format (123.45.67.89) to 4 bytes."""
    parts = ip_addr.split('.')
    try:
        if not 1 <= len(parts) <= 4:
            raise ValueError
        numbers = [_part(part) for part in parts]
        last = numbers.pop()
        if any(number > 255 for number in numbers) or last >> 8 * (4 - len(numbers)):
            raise ValueError
    except ValueError:
        raise OSError('illegal IP address string passed to inet_aton') from None
    return bytes(numbers) + last.to_bytes(4 - len(numbers), 'big')


def _part(text):
    if not text.isascii() or not text.isalnum():
        raise ValueError
    if text[:2] in ('0x', '0X'):
        return int(text[2:], 16)
    return int(text, 8) if len(text) > 1 and text[0] == '0' else int(text)


def inet_ntoa(packed_ip, /):
    """Convert an IP address from 32-bit packed binary format to string format."""
    packed = bytes(packed_ip)
    if len(packed) != 4:
        raise OSError('packed IP wrong length')
    return '.'.join(map(str, packed))


def inet_pton(address_family, ip_string, /):
    """Convert an IP address from string format to a packed string."""
    if address_family == AF_INET:
        parts = ip_string.split('.')
        if len(parts) == 4 and all(p.isascii() and p.isdigit() and len(p) <= 3 and (p == '0' or p[0] != '0') for p in parts):
            if all(int(part) < 256 for part in parts):
                return bytes(map(int, parts))
    elif address_family == AF_INET6:
        packed = _pack6(ip_string)
        if packed is not None:
            return packed
    else:
        _raise(errno.EAFNOSUPPORT)
    raise OSError('illegal IP address string passed to inet_pton')


def _pack6(text):
    """The 16 bytes of an IPv6 address, or None."""
    head, gap, tail = text.partition('::')
    if gap and '::' in tail:
        return None
    sides = []
    for side in head, tail:
        groups = []
        parts = side.split(':') if side else []
        for i, part in enumerate(parts):
            if '.' in part and i == len(parts) - 1 and (side is tail or not gap):
                try:
                    four = inet_pton(AF_INET, part)
                except OSError:
                    return None
                groups += [four[0] << 8 | four[1], four[2] << 8 | four[3]]
            elif 1 <= len(part) <= 4 and all(c in '0123456789abcdefABCDEF' for c in part):
                groups.append(int(part, 16))
            else:
                return None
        sides.append(groups)
    count = len(sides[0]) + len(sides[1])
    if count > 8 or (count == 8) == bool(gap) and not (gap and count < 8):
        return None
    groups = sides[0] + [0] * (8 - count) + sides[1]
    return b''.join(group.to_bytes(2, 'big') for group in groups)


def inet_ntop(address_family, packed_ip, /):
    """Convert a packed IP address of the given family to string format."""
    packed = bytes(packed_ip)
    if address_family == AF_INET:
        if len(packed) != 4:
            raise ValueError('invalid length of packed IP address string')
        return inet_ntoa(packed)
    if address_family != AF_INET6:
        raise ValueError(f'unknown address family {address_family}')
    if len(packed) != 16:
        raise ValueError('invalid length of packed IP address string')
    groups = [packed[i] << 8 | packed[i + 1] for i in range(0, 16, 2)]
    best, length = 0, 0
    start = None
    for i, group in enumerate([*groups, 1]):
        if group == 0:
            start = i if start is None else start
        elif start is not None:
            if i - start > length:
                best, length = start, i - start
            start = None
    if best == 0 and (length == 6 or length == 5 and groups[5] == 0xFFFF) or length == 7 and best == 0 and groups[7] > 1:
        if length == 6 or length == 5:
            return ('::' if length == 6 else '::ffff:') + inet_ntoa(packed[12:])
    texts = [f'{group:x}' for group in groups]
    if length < 2:
        return ':'.join(texts)
    return ':'.join(texts[:best]) + '::' + ':'.join(texts[best + length:])


def _is_address(host, family):
    try:
        inet_pton(family, host.partition('%')[0] if family == AF_INET6 else host)
        return True
    except OSError:
        return False


def _resolve(host, family):
    """A numeric address of a host for bind() and connect()."""
    if isinstance(host, (bytes, bytearray)):
        host = host.decode()
    if not isinstance(host, str):
        raise TypeError(f'str, bytes or bytearray expected, not {type(host).__name__}')
    if '\0' in host:
        raise ValueError('embedded null character')
    if host == '':
        return '::' if family == AF_INET6 else '0.0.0.0'
    if host == '<broadcast>' and family == AF_INET:
        return '255.255.255.255'
    if _is_address(host, family):
        return host
    for found, address in _lookup(host, family):
        if found == family:
            return address
    raise _gai(EAI_ADDRFAMILY)


def _lookup(host, family):
    """(family, address) for each address of a host."""
    if not host.isascii():
        host = host.encode('idna').decode('ascii')
    if len(host) > 255:
        raise _gai(EAI_NONAME)
    status, content = _request('lookup', host, {AF_INET: 4, AF_INET6: 6}.get(family, 0))
    if status < 0:
        raise _gai(status)
    pairs = (line.split(' ') for line in content.decode().split('\n'))
    return [(AF_INET6 if kind == '6' else AF_INET, address) for kind, address in pairs]


def _services():
    """(name, port, protocol) of the system's services."""
    try:
        with open('/etc/services', encoding='utf-8') as file:
            for line in file:
                fields = line.partition('#')[0].split()
                if len(fields) >= 2:
                    port, _, protocol = fields[1].partition('/')
                    for name in (fields[0], *fields[2:]):
                        yield name, int(port), protocol
    except OSError:
        for name, port in ('ftp', 21), ('ssh', 22), ('telnet', 23), ('smtp', 25), ('domain', 53), ('http', 80), ('https', 443):
            yield name, port, 'tcp'


def getservbyname(servicename, protocolname=None, /):
    """Return a port number from a service name and protocol name."""
    for name, port, protocol in _services():
        if name == servicename and protocolname in (None, protocol):
            return port
    raise OSError('service/proto not found')


def getservbyport(port, protocolname=None, /):
    """Return the service name from a port number and protocol name."""
    if not 0 <= port <= 0xFFFF:
        raise OverflowError('getservbyport: port must be 0-65535.')
    for name, number, protocol in _services():
        if number == port and protocolname in (None, protocol):
            return name
    raise OSError('port/proto not found')


_PROTOCOLS = {'ip': 0, 'icmp': 1, 'igmp': 2, 'tcp': 6, 'udp': 17, 'ipv6': 41, 'ipv6-icmp': 58, 'sctp': 132, 'raw': 255}


def getprotobyname(name, /):
    """Return the protocol number for the named protocol."""
    try:
        return _PROTOCOLS[name]
    except KeyError:
        raise OSError('protocol not found') from None


def gethostname():
    """Return the current host name."""
    return os.uname().nodename


def sethostname(name, /):
    """Set the hostname."""
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))


def gethostbyname(host, /):
    """Return the IP address (a string of the form '255.255.255.255') for a host."""
    return _resolve(host, AF_INET)


def gethostbyname_ex(host, /):
    """Return the true host name, a list of aliases, and a list of IP addresses, for a host."""
    if _is_address(host, AF_INET):
        return host, [], [host]
    return host, [], [address for family, address in _lookup(host, AF_INET) if family == AF_INET]


def gethostbyaddr(host, /):
    """Return the true host name, a list of aliases, and a list of IP addresses, for a host."""
    address = host
    if not _is_address(host, AF_INET) and not _is_address(host, AF_INET6):
        address = _lookup(host, AF_UNSPEC)[0][1]
    status, content = _request('reverse', address)
    if status < 0:
        raise herror(1, 'Unknown host')
    return content.decode(), [], [address]


_KINDS = (SOCK_STREAM, IPPROTO_TCP), (SOCK_DGRAM, IPPROTO_UDP), (SOCK_RAW, 0)


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """Resolve host and port into list of address info entries."""
    if isinstance(host, (bytes, bytearray)):
        host = host.decode()
    elif host is not None and not isinstance(host, str):
        raise TypeError('getaddrinfo() argument 1 must be string or None')
    if isinstance(port, (bytes, bytearray)):
        port = port.decode()
    elif port is not None and not isinstance(port, (int, str)):
        raise OSError('Int or String expected')
    if host is not None and '\0' in host:
        raise ValueError('embedded null character')
    if host is None and port is None:
        raise _gai(EAI_NONAME)
    if family not in (AF_UNSPEC, AF_INET, AF_INET6):
        raise _gai(EAI_FAMILY)
    kinds = [pair for pair in _KINDS if type in (0, pair[0]) and (proto in (0, pair[1]) or pair[0] == SOCK_RAW)]
    if not kinds:
        raise _gai(EAI_SOCKTYPE)
    number = _port(port, kinds, flags)
    if host is None:
        first = ('::', '0.0.0.0') if flags & AI_PASSIVE else ('::1', '127.0.0.1')
        addresses = [(AF_INET6, first[0]), (AF_INET, first[1])]
        if flags & AI_PASSIVE:
            addresses.reverse()
        addresses = [pair for pair in addresses if family in (0, pair[0])]
    else:
        addresses = _addresses(host, family, flags)
    name = host if flags & AI_CANONNAME and host is not None else ''
    found = []
    for kind, address in addresses:
        end = (address, number) if kind == AF_INET else (address.partition('%')[0], number, 0, _scope(address))
        for socket_type, protocol in kinds:
            found.append((kind, socket_type, protocol or proto, name, end))
            name = ''
    return found


def _scope(address):
    zone = address.partition('%')[2]
    if not zone or zone.isdigit():
        return int(zone or 0)
    try:
        return if_nametoindex(zone)
    except OSError:
        raise _gai(EAI_NONAME) from None


def _addresses(host, family, flags):
    for kind in AF_INET, AF_INET6:
        if _is_address(host, kind):
            if family not in (0, kind):
                raise _gai(EAI_ADDRFAMILY)
            return [(kind, _canonical(host) if kind == AF_INET6 else host)]
    try:
        # the old forms of IPv4 addresses
        return [(AF_INET, inet_ntoa(inet_aton(host)))]
    except OSError:
        pass
    if flags & AI_NUMERICHOST or host == '':
        raise _gai(EAI_NONAME)
    return [pair for pair in _lookup(host, family) if family in (0, pair[0])]


def _canonical(host):
    """An IPv6 address as inet_ntop writes it, with its zone."""
    address, percent, zone = host.partition('%')
    return inet_ntop(AF_INET6, inet_pton(AF_INET6, address)) + percent + zone


def _port(port, kinds, flags):
    if port is None:
        return 0
    if isinstance(port, int):
        if not -(1 << 63) <= port < 1 << 63:
            raise OverflowError('Python int too large to convert to C long')
        return port & 0xFFFF
    if port.isascii() and port.lstrip('-').isdigit():
        return int(port) & 0xFFFF
    if not flags & AI_NUMERICSERV:
        for name, number, protocol in _services():
            if name == port and any(protocol == {6: 'tcp', 17: 'udp'}.get(kind) for _, kind in kinds):
                return number
    raise _gai(EAI_SERVICE if not flags & AI_NUMERICSERV else EAI_NONAME)


def getnameinfo(sockaddr, flags, /):
    """Get host and port for a sockaddr."""
    if not isinstance(sockaddr, tuple):
        raise TypeError('getnameinfo() argument 1 must be a tuple')
    if not 2 <= len(sockaddr) <= 4:
        raise TypeError('getnameinfo(): illegal sockaddr argument')
    host, port = sockaddr[:2]
    if len(sockaddr) > 2 and not 0 <= sockaddr[2] <= 0xFFFFF:
        raise OverflowError('getnameinfo(): flowinfo must be 0-1048575.')
    found = getaddrinfo(host, port, AF_UNSPEC, SOCK_DGRAM, 0, AI_NUMERICHOST | AI_NUMERICSERV)
    address = found[0][4][0]
    scope = sockaddr[3] if len(sockaddr) > 3 else 0
    if scope:
        zones = [name for index, name in if_nameindex() if index == scope]
        address += '%' + (zones[0] if zones else str(scope))
    name = address
    if not flags & NI_NUMERICHOST:
        status, content = _request('reverse', address)
        if status >= 0:
            name = content.decode()
        elif flags & NI_NAMEREQD:
            raise _gai(EAI_NONAME)
    service = str(port)
    if not flags & NI_NUMERICSERV:
        try:
            service = getservbyport(port, 'udp' if flags & NI_DGRAM else 'tcp')
        except OSError:
            pass
    return name, service


def if_nameindex():
    """Returns a list of network interface information (index, name) tuples."""
    found = []
    try:
        for name in os.listdir('/sys/class/net'):
            with open(f'/sys/class/net/{name}/ifindex', encoding='ascii') as file:
                found.append((int(file.read()), name))
    except OSError:
        pass
    return sorted(found)


def if_nametoindex(oname, /):
    """Returns the interface index corresponding to the interface name."""
    for index, name in if_nameindex():
        if name == os.fsdecode(oname):
            return index
    raise OSError('no interface with this name')


def if_indextoname(if_index, /):
    """Returns the interface name corresponding to the interface index."""
    number = if_index.__index__() if hasattr(if_index, '__index__') else None
    if number is None:
        raise TypeError(f"'{type(if_index).__name__}' object cannot be interpreted as an integer")
    if number < 0:
        raise OverflowError("can't convert negative value to unsigned int")
    if number >> 32:
        raise OverflowError('Python int too large to convert to C unsigned int')
    for index, name in if_nameindex():
        if index == number:
            return name
    _raise(errno.ENXIO)


def CMSG_LEN(length, /):
    if not 0 <= length <= 0x7FFFFFFF - 16:
        raise OverflowError('CMSG_LEN() argument out of range')
    return 16 + length


def CMSG_SPACE(length, /):
    if not 0 <= length <= 0x7FFFFFFF - 16 - 7:
        raise OverflowError('CMSG_SPACE() argument out of range')
    return 16 + (length + 7 & ~7)


# ---- sockets ---------------------------------------------------------------------------------------------------------

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
        _raise(-status)
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
                _raise(-status)
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
                _raise(-status)
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
            _raise(errno.EBADF)
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
            _raise(-status)
        return content

    def _repeat(self, bits, operation, *args):
        """(status, content) of an operation that may have to wait."""
        deadline = self._deadline()
        while True:
            status, content = _request(operation, self._fd, *args)
            if status >= 0:
                return status, content
            if -status not in _NONBLOCKING_DONE:
                _raise(-status)
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
            _raise(errno.EOPNOTSUPP)
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
            _raise(number)

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
            _raise(-status)
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

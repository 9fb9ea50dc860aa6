"""Names and addresses of hosts, services, protocols and interfaces: the part of module _socket that asks the system."""

import errno
import os

import _gilpy
from _gilpy_addresses import inet_aton, inet_ntoa, inet_ntop, inet_pton, is_address
from _gilpy_socket_constants import *
from _gilpy_socket_errors import gaierror, herror, raise_errno, resolution_error

_request = _gilpy.request


def resolve(host, family):
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
    if is_address(host, family):
        return host
    for found, address in _lookup(host, family):
        if found == family:
            return address
    raise resolution_error(EAI_ADDRFAMILY)


def _lookup(host, family):
    """(family, address) for each address of a host."""
    if not host.isascii():
        host = host.encode('idna').decode('ascii')
    if len(host) > 255:
        raise resolution_error(EAI_NONAME)
    status, content = _request('lookup', host, {AF_INET: 4, AF_INET6: 6}.get(family, 0))
    if status < 0:
        raise resolution_error(status)
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
    return resolve(host, AF_INET)


def gethostbyname_ex(host, /):
    """Return the true host name, a list of aliases, and a list of IP addresses, for a host."""
    if is_address(host, AF_INET):
        return host, [], [host]
    return host, [], [address for family, address in _lookup(host, AF_INET) if family == AF_INET]


def gethostbyaddr(host, /):
    """Return the true host name, a list of aliases, and a list of IP addresses, for a host."""
    address = host
    if not is_address(host, AF_INET) and not is_address(host, AF_INET6):
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
        raise resolution_error(EAI_NONAME)
    if family not in (AF_UNSPEC, AF_INET, AF_INET6):
        raise resolution_error(EAI_FAMILY)
    kinds = [pair for pair in _KINDS if type in (0, pair[0]) and (proto in (0, pair[1]) or pair[0] == SOCK_RAW)]
    if not kinds:
        raise resolution_error(EAI_SOCKTYPE)
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
        raise resolution_error(EAI_NONAME) from None


def _addresses(host, family, flags):
    for kind in AF_INET, AF_INET6:
        if is_address(host, kind):
            if family not in (0, kind):
                raise resolution_error(EAI_ADDRFAMILY)
            return [(kind, _canonical(host) if kind == AF_INET6 else host)]
    try:
        # the old forms of IPv4 addresses
        return [(AF_INET, inet_ntoa(inet_aton(host)))]
    except OSError:
        pass
    if flags & AI_NUMERICHOST or host == '':
        raise resolution_error(EAI_NONAME)
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
    raise resolution_error(EAI_SERVICE if not flags & AI_NUMERICSERV else EAI_NONAME)


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
            raise resolution_error(EAI_NONAME)
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
    raise_errno(errno.ENXIO)

"""Sockets: the constants are there, the sockets themselves are not connected to the host yet."""

AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6 = 0, 1, 2, 10
SOCK_STREAM, SOCK_DGRAM, SOCK_RAW = 1, 2, 3
SOCK_NONBLOCK, SOCK_CLOEXEC = 0o4000, 0o2000000
SOL_SOCKET, SOL_TCP, SOL_UDP, SOL_IP = 1, 6, 17, 0
SO_REUSEADDR, SO_TYPE, SO_ERROR, SO_BROADCAST, SO_SNDBUF, SO_RCVBUF, SO_KEEPALIVE, SO_REUSEPORT = 2, 3, 4, 6, 7, 8, 9, 15
IPPROTO_IP, IPPROTO_ICMP, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_IPV6 = 0, 1, 6, 17, 41
IPV6_V6ONLY = 26
TCP_NODELAY = 1
MSG_OOB, MSG_PEEK, MSG_DONTWAIT, MSG_WAITALL = 1, 2, 0x40, 0x100
AI_PASSIVE, AI_CANONNAME, AI_NUMERICHOST, AI_NUMERICSERV = 1, 2, 4, 1024
EAI_NONAME, EAI_FAMILY = -2, -6
NI_NUMERICHOST, NI_NUMERICSERV = 1, 2
SHUT_RD, SHUT_WR, SHUT_RDWR = 0, 1, 2
SOMAXCONN = 4096
INADDR_ANY, INADDR_LOOPBACK, INADDR_BROADCAST = 0, 0x7F000001, 0xFFFFFFFF
has_ipv6 = True
error = OSError
timeout = TimeoutError


class herror(OSError):
    pass


class gaierror(OSError):
    pass


_default_timeout = None


def getdefaulttimeout():
    return _default_timeout


def setdefaulttimeout(timeout, /):
    global _default_timeout
    _default_timeout = timeout


class socket:
    __slots__ = ()

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        raise NotImplementedError('gilpy has no sockets yet')


SocketType = socket


def _missing(name):
    def function(*args, **kwargs):
        raise NotImplementedError(f'gilpy has no sockets yet: {name}()')

    function.__name__ = name
    return function


for _name in ('getaddrinfo', 'gethostbyname', 'gethostname', 'getnameinfo', 'socketpair', 'close', 'dup', 'inet_aton', 'inet_ntoa',
              'inet_pton', 'inet_ntop', 'getservbyname', 'gethostbyaddr', 'gethostbyname_ex', 'if_nameindex', 'htons', 'ntohs',
              'htonl', 'ntohl', 'getprotobyname', 'getservbyport', 'sethostname', 'if_nametoindex', 'if_indextoname', 'CMSG_LEN', 'CMSG_SPACE'):
    globals()[_name] = _missing(_name)

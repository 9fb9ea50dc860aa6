"""Byte orders and numeric addresses: the part of module _socket that asks nobody."""

import errno

from _gilpy_socket_constants import AF_INET, AF_INET6
from _gilpy_socket_errors import raise_errno


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
        raise_errno(errno.EAFNOSUPPORT)
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


def is_address(host, family):
    """Whether a host's name is an address in figures."""
    try:
        inet_pton(family, host.partition('%')[0] if family == AF_INET6 else host)
        return True
    except OSError:
        return False

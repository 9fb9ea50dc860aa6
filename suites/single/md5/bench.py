"""MD5 in Python (RFC 1321): sums and rotations of 32-bit integers, which are longer than CPython's digits of 30 bits."""

import hashlib
import math
import struct

SHIFTS = (7, 12, 17, 22) * 4 + (5, 9, 14, 20) * 4 + (4, 11, 16, 23) * 4 + (6, 10, 15, 21) * 4
TABLE = [int(abs(math.sin(i + 1)) * 2**32) for i in range(64)]
MASK = 0xFFFFFFFF


def digest(message):
    padded = message + b'\x80' + bytes((55 - len(message)) % 64) + struct.pack('<Q', 8 * len(message))
    a0, b0, c0, d0 = 0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476
    for start in range(0, len(padded), 64):
        words = struct.unpack_from('<16I', padded, start)
        a, b, c, d = a0, b0, c0, d0
        for i in range(64):
            if i < 16:
                mix = (b & c) | (~b & d)
                place = i
            elif i < 32:
                mix = (d & b) | (~d & c)
                place = 5 * i + 1 & 15
            elif i < 48:
                mix = b ^ c ^ d
                place = 3 * i + 5 & 15
            else:
                mix = c ^ (b | ~d & MASK)
                place = 7 * i & 15
            mix = (mix + a + TABLE[i] + words[place]) & MASK
            shift = SHIFTS[i]
            a, d, c, b = d, c, b, (b + (mix << shift | mix >> (32 - shift))) & MASK
        a0 = (a0 + a) & MASK
        b0 = (b0 + b) & MASK
        c0 = (c0 + c) & MASK
        d0 = (d0 + d) & MASK
    return struct.pack('<4I', a0, b0, c0, d0)


def prepare(scale):
    return bytes(i * 7 % 256 for i in range(max(200, round(8000 * scale))))


def run(data, loops):
    result = None
    for _ in range(loops):
        result = digest(data)
    return result


def verify(data, loops, result):
    # RFC 1321, A.5.
    assert digest(b'').hex() == 'd41d8cd98f00b204e9800998ecf8427e'
    assert digest(b'message digest').hex() == 'f96b697d7cb7938d525a2f31aaf161d0'
    assert result == hashlib.md5(data).digest()

"""SHA-256 (FIPS 180-4) and HMAC (RFC 2104) in Python: rotations and sums of 32-bit integers, lists, int.from_bytes."""

import hashlib

MASK = 0xFFFFFFFF


def first_primes(count):
    primes = []
    n = 2
    while len(primes) < count:
        if all(n % p for p in primes):
            primes.append(n)
        n += 1
    return primes


def root_fraction(number, power):
    """The first 32 bits behind the point of the square or cube root of a whole number, in whole numbers."""
    target = number << (32 * power)
    low, high = 0, 1 << 40
    while high - low > 1:
        middle = (low + high) // 2
        if middle**power <= target:
            low = middle
        else:
            high = middle
    return low & MASK


START = [root_fraction(p, 2) for p in first_primes(8)]
CONSTANTS = [root_fraction(p, 3) for p in first_primes(64)]


def digest(message):
    padded = message + b'\x80' + bytes((55 - len(message)) % 64) + (8 * len(message)).to_bytes(8, 'big')
    state = START[:]
    for start in range(0, len(padded), 64):
        words = [int.from_bytes(padded[i : i + 4], 'big') for i in range(start, start + 64, 4)]
        for i in range(16, 64):
            x = words[i - 15]
            y = words[i - 2]
            s0 = (x >> 7 | x << 25) ^ (x >> 18 | x << 14) ^ x >> 3
            s1 = (y >> 17 | y << 15) ^ (y >> 19 | y << 13) ^ y >> 10
            words.append((words[i - 16] + (s0 & MASK) + words[i - 7] + (s1 & MASK)) & MASK)
        a, b, c, d, e, f, g, h = state
        for constant, word in zip(CONSTANTS, words):
            s1 = ((e >> 6 | e << 26) ^ (e >> 11 | e << 21) ^ (e >> 25 | e << 7)) & MASK
            first = h + s1 + (e & f ^ ~e & g) + constant + word
            s0 = ((a >> 2 | a << 30) ^ (a >> 13 | a << 19) ^ (a >> 22 | a << 10)) & MASK
            h, g, f, e = g, f, e, (d + first) & MASK
            d, c, b, a = c, b, a, (first + s0 + (a & b ^ a & c ^ b & c)) & MASK
        state = [(old + new) & MASK for old, new in zip(state, (a, b, c, d, e, f, g, h))]
    return b''.join(word.to_bytes(4, 'big') for word in state)


def keyed(key, message):
    """HMAC-SHA-256; the key has at most 64 bytes."""
    key += bytes(64 - len(key))
    inner = digest(bytes(byte ^ 0x36 for byte in key) + message)
    return digest(bytes(byte ^ 0x5C for byte in key) + inner)


def prepare(scale):
    return bytes(i * 11 % 256 for i in range(max(200, round(2500 * scale))))


def run(data, loops):
    result = None
    for _ in range(loops):
        result = digest(data), keyed(b'key', data[:100])
    return result


def verify(data, loops, result):
    # FIPS 180-4's example, and case 2 of RFC 4231.
    assert digest(b'abc').hex() == 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    known = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'
    assert keyed(b'Jefe', b'what do ya want for nothing?').hex() == known
    assert result[0] == hashlib.sha256(data).digest()
    assert result[1] == keyed(b'key', data[:100])

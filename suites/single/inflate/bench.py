"""Inflate: deflate data (RFC 1951) is decompressed in Python: bits, Huffman codes and copies from what came before.

Exercises shifts and masks of integers, attribute updates, bytearrays and dict look-ups. The data is made by zlib.
"""

import random
import zlib

# RFC 1951, section 3.2.5: bases and extra bits of lengths and distances; 3.2.7: the order of code lengths.
LENGTHS = []
DISTANCES = []
ORDER = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)


def fill_tables():
    base = 3
    for code in range(28):
        bits = max(0, code // 4 - 1)
        LENGTHS.append((base, bits))
        base += 1 << bits
    LENGTHS.append((258, 0))
    base = 1
    for code in range(30):
        bits = max(0, code // 2 - 1)
        DISTANCES.append((base, bits))
        base += 1 << bits


fill_tables()


class Bits:
    def __init__(self, data):
        self.data = data
        self.position = 0
        self.held = 0
        self.count = 0

    def take(self, bits):
        while self.count < bits:
            self.held |= self.data[self.position] << self.count
            self.position += 1
            self.count += 8
        value = self.held & ((1 << bits) - 1)
        self.held >>= bits
        self.count -= bits
        return value

    def symbol(self, codes):
        """The next symbol of a Huffman code, a dict from (length, code)."""
        code = length = 0
        while True:
            code = code << 1 | self.take(1)
            length += 1
            found = codes.get((length, code))
            if found is not None:
                return found


def codes_of(lengths):
    """The canonical Huffman code with these lengths: (length, code) -> symbol."""
    codes = {}
    code = 0
    for length in range(1, 16):
        for symbol, given in enumerate(lengths):
            if given == length:
                codes[length, code] = symbol
                code += 1
        code <<= 1
    return codes


FIXED = codes_of([8] * 144 + [9] * 112 + [7] * 24 + [8] * 8), codes_of([5] * 30)


def dynamic(bits):
    literals = bits.take(5) + 257
    distances = bits.take(5) + 1
    lengths = [0] * 19
    for place in ORDER[: bits.take(4) + 4]:
        lengths[place] = bits.take(3)
    codes = codes_of(lengths)
    lengths = []
    while len(lengths) < literals + distances:
        symbol = bits.symbol(codes)
        if symbol < 16:
            lengths.append(symbol)
        elif symbol == 16:
            lengths += lengths[-1:] * (3 + bits.take(2))
        elif symbol == 17:
            lengths += [0] * (3 + bits.take(3))
        else:
            lengths += [0] * (11 + bits.take(7))
    return codes_of(lengths[:literals]), codes_of(lengths[literals:])


def inflate(data):
    bits = Bits(data)
    out = bytearray()
    last = 0
    while not last:
        last = bits.take(1)
        kind = bits.take(2)
        if kind == 0:
            bits.take(bits.count % 8)
            count = bits.take(16)
            bits.take(16)
            out += bytes([bits.take(8) for _ in range(count)])
            continue
        literals, distances = FIXED if kind == 1 else dynamic(bits)
        while True:
            symbol = bits.symbol(literals)
            if symbol < 256:
                out.append(symbol)
            elif symbol == 256:
                break
            else:
                base, extra = LENGTHS[symbol - 257]
                length = base + bits.take(extra)
                base, extra = DISTANCES[bits.symbol(distances)]
                start = len(out) - base - bits.take(extra)
                for place in range(start, start + length):
                    out.append(out[place])
    return bytes(out)


def raw_deflate(data, level, strategy=zlib.Z_DEFAULT_STRATEGY):
    compressor = zlib.compressobj(level, zlib.DEFLATED, -15, 8, strategy)
    return compressor.compress(data) + compressor.flush()


def prepare(scale):
    source = random.Random(1951)
    words = [bytes(source.choice(b'etaoinshr') for _ in range(source.randrange(2, 9))) for _ in range(60)]
    text = b' '.join(source.choice(words) for _ in range(max(20, round(700 * scale))))
    packed = raw_deflate(text, 9), raw_deflate(text[:300], 9, zlib.Z_FIXED), raw_deflate(text[:100], 0)
    return text, packed


def run(state, loops):
    _, packed = state
    results = None
    for _ in range(loops):
        results = [inflate(data) for data in packed]
    return results


def verify(state, loops, results):
    text, _ = state
    assert results == [text, text[:300], text[:100]]
    # A stored block as RFC 1951 lays it out, made by hand.
    assert inflate(b'\x01\x03\x00\xfc\xffabc') == b'abc'

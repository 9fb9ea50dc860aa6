"""AES with keys of 128 bits, and its counter mode, in Python (FIPS 197; NIST SP 800-38A).

Exercises table look-ups, exclusive or of integers, bytes and bytearrays.
"""


def multiply(a, b):
    """The product in the field of 256 elements, modulo x^8 + x^4 + x^3 + x + 1."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 256:
            a ^= 0x11B
        b >>= 1
    return product


def boxes():
    """The substitution and its inverse: the reciprocal in the field, then an affine map of its bits."""
    box, inverse = [0] * 256, [0] * 256
    for value in range(256):
        reciprocal = 0
        if value:
            # value^254, for the group has 255 elements.
            reciprocal = 1
            for _ in range(254):
                reciprocal = multiply(reciprocal, value)
        image = 0x63
        for shift in range(5):
            image ^= reciprocal << shift | reciprocal >> (8 - shift)
        box[value] = image & 255
        inverse[image & 255] = value
    return box, inverse


BOX, INVERSE = boxes()
BY2, BY3 = ([multiply(v, k) for v in range(256)] for k in (2, 3))
BY9, BY11, BY13, BY14 = ([multiply(v, k) for v in range(256)] for k in (9, 11, 13, 14))
# The place from which each byte comes when the rows of the state, kept by columns, are shifted.
SHIFT = [(4 * (column + row) + row) % 16 for column in range(4) for row in range(4)]
UNSHIFT = [(4 * (column - row) + row) % 16 for column in range(4) for row in range(4)]


def round_keys(key):
    words = [list(key[i : i + 4]) for i in range(0, 16, 4)]
    constant = 1
    for i in range(4, 44):
        word = words[i - 1]
        if i % 4 == 0:
            word = [BOX[byte] for byte in word[1:] + word[:1]]
            word[0] ^= constant
            constant = BY2[constant]
        words.append([a ^ b for a, b in zip(word, words[i - 4])])
    return [sum(words[i : i + 4], []) for i in range(0, 44, 4)]


def encrypt(keys, block):
    state = [a ^ b for a, b in zip(block, keys[0])]
    for number in range(1, 10):
        key = keys[number]
        mixed = [0] * 16
        for i in (0, 4, 8, 12):
            a = BOX[state[SHIFT[i]]]
            b = BOX[state[SHIFT[i + 1]]]
            c = BOX[state[SHIFT[i + 2]]]
            d = BOX[state[SHIFT[i + 3]]]
            mixed[i] = BY2[a] ^ BY3[b] ^ c ^ d ^ key[i]
            mixed[i + 1] = a ^ BY2[b] ^ BY3[c] ^ d ^ key[i + 1]
            mixed[i + 2] = a ^ b ^ BY2[c] ^ BY3[d] ^ key[i + 2]
            mixed[i + 3] = BY3[a] ^ b ^ c ^ BY2[d] ^ key[i + 3]
        state = mixed
    return bytes([BOX[state[place]] ^ k for place, k in zip(SHIFT, keys[10])])


def decrypt(keys, block):
    state = [a ^ b for a, b in zip(block, keys[10])]
    for number in range(9, 0, -1):
        key = keys[number]
        state = [INVERSE[state[place]] ^ k for place, k in zip(UNSHIFT, key)]
        mixed = []
        for i in (0, 4, 8, 12):
            a, b, c, d = state[i : i + 4]
            mixed.append(BY14[a] ^ BY11[b] ^ BY13[c] ^ BY9[d])
            mixed.append(BY9[a] ^ BY14[b] ^ BY11[c] ^ BY13[d])
            mixed.append(BY13[a] ^ BY9[b] ^ BY14[c] ^ BY11[d])
            mixed.append(BY11[a] ^ BY13[b] ^ BY9[c] ^ BY14[d])
        state = mixed
    return bytes([INVERSE[state[place]] ^ k for place, k in zip(UNSHIFT, keys[0])])


def counter_mode(keys, counter, data):
    """Encrypt or decrypt, with a counter of 16 bytes that grows by one for each block."""
    number = int.from_bytes(counter, 'big')
    result = bytearray()
    for start in range(0, len(data), 16):
        pad = encrypt(keys, number.to_bytes(16, 'big'))
        result += bytes([a ^ b for a, b in zip(data[start : start + 16], pad)])
        number = (number + 1) % 2**128
    return bytes(result)


KEY = bytes.fromhex('2b7e151628aed2a6abf7158809cf4f3c')
COUNTER = bytes.fromhex('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff')


def prepare(scale):
    return bytes(i * i % 251 for i in range(16 * max(2, round(80 * scale))))


def run(data, loops):
    blocks = back = text = None
    for _ in range(loops):
        keys = round_keys(KEY)
        blocks = [encrypt(keys, data[i : i + 16]) for i in range(0, len(data), 16)]
        back = b''.join(decrypt(keys, block) for block in blocks)
        text = counter_mode(keys, COUNTER, data[: len(data) // 2])
    return blocks, back, text


def verify(data, loops, result):
    blocks, back, text = result
    # FIPS 197, appendices B and C.1.
    keys = round_keys(KEY)
    assert encrypt(keys, bytes.fromhex('3243f6a8885a308d313198a2e0370734')).hex() == '3925841d02dc09fbdc118597196a0b32'
    other = round_keys(bytes(range(16)))
    block = encrypt(other, bytes.fromhex('00112233445566778899aabbccddeeff'))
    assert block.hex() == '69c4e0d86a7b0430d8cdb78070b4c55a'
    # SP 800-38A, F.5.1: the first two blocks.
    plain = bytes.fromhex('6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51')
    expected = '874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff'
    assert counter_mode(keys, COUNTER, plain).hex() == expected
    assert back == data and len(set(blocks)) > len(blocks) // 4
    assert counter_mode(keys, COUNTER, text) == data[: len(data) // 2]

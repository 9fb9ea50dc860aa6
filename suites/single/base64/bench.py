"""Base encodings: bytes to text and back with base64 and binascii; short inputs as well as long ones."""

import base64
import binascii
import random

# RFC 4648, section 10; for Ascii85 the usual example.
VECTORS = (
    (base64.b64encode, b'foobar', b'Zm9vYmFy'),
    (base64.b64encode, b'fo', b'Zm8='),
    (base64.b32encode, b'foobar', b'MZXW6YTBOI======'),
    (base64.b32encode, b'foo', b'MZXW6==='),
    (base64.b16encode, b'foobar', b'666F6F626172'),
    (base64.a85encode, b'Man ', b'9jqo^'),
)


def prepare(scale):
    source = random.Random(64)
    pieces = max(2, round(30 * scale))
    return [bytes(source.randrange(256) for _ in range(4 * (number % 30 + 1))) for number in range(pieces)] + [
        bytes(source.randrange(256) for _ in range(400)) * pieces
    ]


def round_trip(data):
    return (
        base64.b64decode(base64.b64encode(data)),
        base64.urlsafe_b64decode(base64.urlsafe_b64encode(data)),
        base64.b32decode(base64.b32encode(data)),
        base64.b16decode(base64.b16encode(data)),
        base64.b85decode(base64.b85encode(data)),
        base64.a85decode(base64.a85encode(data)),
        binascii.unhexlify(binascii.hexlify(data)),
    )


def run(pieces, loops):
    results = None
    for _ in range(loops):
        results = [round_trip(data) for data in pieces[:-1]]
        large = base64.b64encode(pieces[-1])
        results.append((base64.b64decode(large), bytes.fromhex(pieces[-1].hex())))
    return results


def verify(pieces, loops, results):
    for encode, data, text in VECTORS:
        assert encode(data) == text
    for data, decoded in zip(pieces, results):
        assert all(one == data for one in decoded)
    for data in pieces[:3]:
        # By arithmetic on one large number.
        number = int.from_bytes(data + bytes(-len(data) % 5), 'big')
        digits = ''
        for _ in range(-(-len(data) // 5) * 8):
            number, digit = divmod(number, 32)
            digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[digit] + digits
        text = base64.b32encode(data).decode().rstrip('=')
        assert digits.startswith(text) and set(digits[len(text) :]) <= {'A'}

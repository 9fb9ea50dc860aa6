# bytes methods, and what differs from str.
b = b'hello world, hello'
print(b.find(b'hello', 1), b.index(b'w'), b.find(104), b.count(b'l'), b.count(108), b.startswith(b'he'), b.endswith((b'x', b'lo')), 104 in b, b'wor' in b)
# expect: 13 6 0 5 5 True True True True
print(b.split(), b.split(b','), b.rsplit(b' ', 1), b.partition(b' '), b'a\nb\r\nc'.splitlines(), b'-'.join([b'a', bytearray(b'b')]))
# expect: [b'hello', b'world,', b'hello'] [b'hello world', b' hello'] [b'hello world,', b'hello'] (b'hello', b' ', b'world, hello') [b'a', b'b', b'c'] b'a-b'
print(b.replace(b'l', b'L', 2), b.upper(), b.title(), b' a '.strip(), b'xxaxx'.strip(b'x'), b'a'.center(5, b'*'), b'7'.zfill(3), b'Ab'.swapcase(), b'aB'.capitalize())
# expect: b'heLLo world, hello' b'HELLO WORLD, HELLO' b'Hello World, Hello' b'a' b'a' b'**a**' b'007' b'aB' b'Ab'
print(b.hex(), b'\x01\xff'.hex(' '), b'abcdef'.hex('-', 2), b'abcde'.hex(':', -2), bytes.fromhex('0a Ff'), bytes.fromhex(' '))
# expect: 68656c6c6f20776f726c642c2068656c6c6f 01 ff 6162-6364-6566 6162:6364:65 b'\n\xff' b''
print(b[0], b[-1], b[:2], b[::-5], [*b[:3]], b'ab' * 2, b'a' + b'b', b'a' < b'b', max(b), sorted(b'cab'), bytes(reversed(b'abc')))
# expect: 104 111 b'he' b'o ol' [104, 101, 108] b'abab' b'ab' True 119 [97, 98, 99] b'cba'
print(b'abc'.isalpha(), b'12'.isdigit(), b'a1'.isalnum(), b' '.isspace(), b'\xe9'.isalpha(), b'aB'.islower(), b'Ab Cd'.istitle(), b'\xff'.isascii())
# expect: True True True True False False True False
print(b'abc'.translate(bytes.maketrans(b'ab', b'xy')), b'abc'.translate(None, b'b'), b'a\tb'.expandtabs(3), b'pre-x'.removeprefix(b'pre-'))
# expect: b'xyc' b'ac' b'a  b' b'x'
print(bytes([1, 2, 3]), bytes(range(3)), bytes(bytearray(b'q')), bytes(memoryview(b'mv')), bytes('a', 'utf-16-le'), b'a' == 'a', b'' == bytes())
# expect: b'\x01\x02\x03' b'\x00\x01\x02' b'q' b'mv' b'a\x00' False True
print(b'abc'.decode(), repr(b'\'"'), str(b'x'), hash(b'a') == hash(b'a'), b'a'.join([]), {b'k': 1}[b'k'])
# expect: abc b'\'"' b'x' True b'' 1
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: b'a' + 'b')  # expect: TypeError: can't concat str to bytes
attempt(lambda: b'a'.join(['b']))  # expect: TypeError: sequence item 0: expected a bytes-like object, str found
attempt(lambda: 'a' in b'a')  # expect: TypeError: a bytes-like object is required, not 'str'
attempt(lambda: 256 in b'a')  # expect: ValueError: byte must be in range(0, 256)
attempt(lambda: b'a'.find('a'))  # expect: TypeError: argument should be integer or bytes-like object, not 'str'
attempt(lambda: b'a'.split('a'))  # expect: TypeError: a bytes-like object is required, not 'str'
attempt(lambda: bytes('a'))  # expect: TypeError: string argument without an encoding
attempt(lambda: bytes(-1))  # expect: ValueError: negative count
attempt(lambda: bytes([256]))  # expect: ValueError: bytes must be in range(0, 256)
attempt(lambda: bytes(['a']))  # expect: TypeError: 'str' object cannot be interpreted as an integer
attempt(lambda: bytes(1.5))  # expect: TypeError: cannot convert 'float' object to bytes
attempt(lambda: bytes.fromhex('0'))  # expect: ValueError: non-hexadecimal number found in fromhex() arg at position 1
attempt(lambda: bytes.fromhex('zz'))  # expect: ValueError: non-hexadecimal number found in fromhex() arg at position 0
attempt(lambda: b'abc'[5])  # expect: IndexError: index out of range
attempt(lambda: b['a'])  # expect: TypeError: byte indices must be integers or slices, not str
attempt(lambda: b'a'.replace('a', 'b'))  # expect: TypeError: a bytes-like object is required, not 'str'
attempt(lambda: b'a'.startswith('a'))
# expect: TypeError: startswith first arg must be bytes or a tuple of bytes, not str
attempt(lambda: b'ab'.index(b'c'))  # expect: ValueError: subsection not found
attempt(lambda: bytes.maketrans(b'a', b'bc'))  # expect: ValueError: maketrans arguments must have same length
attempt(lambda: bytes(5, 'utf-8'))  # expect: TypeError: encoding without a string argument
attempt(lambda: b'abc'.hex(5))  # expect: TypeError: object of type 'int' has no len()

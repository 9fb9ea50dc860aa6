# Bytes literals and their representation.
print(b'abc', b"it's", b'\n\t\r\\', b'\x00\x7f\x80\xff', rb'\n')
# expect: b'abc' b"it's" b'\n\t\r\\' b'\x00\x7f\x80\xff' b'\\n'
print(b'one ' b'two', len(b'\101\x41'), b'abc'[0], b'abc'[0:1])  # expect: b'one two' 2 97 b'a'
print(list(b'az'), bytes([97, 98]), bytes(3), bytes('é', 'utf-8'), bytes(b'xy'))
# expect: [97, 122] b'ab' b'\x00\x00\x00' b'\xc3\xa9' b'xy'
print(b'"', b"'", b'\'"')  # expect: b'"' b"'" b'\'"'
for source in ("b'é'", "b'\\x0'", "'\\x0'", "'\\u12'", "'\\N{no such}'"):
    try:
        eval(source)
    except SyntaxError as error:
        print(error.msg)
# expect: bytes can only contain ASCII literal characters
# expect: (value error) invalid \x escape at position 0
# expect: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \xXX escape
# expect: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-3: truncated \uXXXX escape
# expect: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-10: unknown Unicode character name
for value in (256, -1, 'a'):
    try:
        bytes([value])
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
# expect: ValueError bytes must be in range(0, 256)
# expect: ValueError bytes must be in range(0, 256)
# expect: TypeError 'str' object cannot be interpreted as an integer

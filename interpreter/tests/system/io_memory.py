# Streams in memory: positions beyond the end, lent buffers, line ends, state.
import io
import pickle

b = io.BytesIO(b'one\ntwo')
print(b.read(2), b.readline(), b.read(-1), b.read(), b.tell())  # expect: b'on' b'e\n' b'two' b'' 7
print(b.seek(10), b.write(b'x'), b.getvalue(), b.seek(-3, 2), b.seek(1, 1), b.seek(-100, 1))
# expect: 10 1 b'one\ntwo\x00\x00\x00x' 8 9 0
print(b.truncate(5), b.getvalue(), b.tell(), b.truncate(50), list(io.BytesIO(b'a\n\nb')))
# expect: 5 b'one\nt' 0 50 [b'a\n', b'\n', b'b']
with b.getbuffer() as view:
    view[0] = 79
    for change in (lambda: b.write(b'y'), lambda: b.truncate(0), b.close):
        try:
            change()
        except BufferError as error:
            print(error)
# expect: Existing exports of data: object cannot be re-sized
# expect: Existing exports of data: object cannot be re-sized
# expect: Existing exports of data: object cannot be re-sized
print(b.getvalue(), b.readinto(bytearray(2)), b.readinto(bytearray()), b.readlines(), b.readlines(1))
# expect: b'One\nt' 2 0 [b'e\n', b't'] []
for mistake in (lambda: b.write('text'), lambda: b.seek(-1), lambda: b.seek(0, 9), lambda: b.truncate(-1), lambda: b.read(1.5),
                b.fileno, b.detach, lambda: b.readinto(b'fixed'), lambda: io.BytesIO('x')):
    try:
        mistake()
    except (TypeError, ValueError, OSError) as error:
        print(type(error).__name__, error)
# expect: TypeError a bytes-like object is required, not 'str'
# expect: ValueError negative seek value -1
# expect: ValueError invalid whence (9, should be 0, 1 or 2)
# expect: ValueError negative size value -1
# expect: TypeError argument should be integer or None, not 'float'
# expect: UnsupportedOperation fileno
# expect: UnsupportedOperation detach
# expect: TypeError readinto() argument must be read-write bytes-like object, not bytes
# expect: TypeError a bytes-like object is required, not 'str'
b.close()
b.close()
print(b.closed)  # expect: True
for use in (b.read, b.getvalue, b.tell, lambda: b.write(b''), lambda: next(b), b.readable, b.__enter__, b.getbuffer):
    try:
        use()
    except ValueError as error:
        print(error)
# expect: I/O operation on closed file.
# expect: I/O operation on closed file.
# expect: I/O operation on closed file.
# expect: I/O operation on closed file.
# expect: I/O operation on closed file.
# expect: I/O operation on closed file.
# expect: I/O operation on closed file.
# expect: I/O operation on closed file.


class Named(io.BytesIO):
    def __init__(self, name):
        super().__init__(b'content')
        self.name = name


n = Named('x')
print(n.name, n.read(3), vars(n), isinstance(n, io.BufferedIOBase), isinstance(n, io.TextIOBase))
# expect: x b'con' {'name': 'x'} True False
print(io.BytesIO(b'abc').__getstate__(), pickle.loads(pickle.dumps(io.BytesIO(b'kept'))).getvalue())
# expect: (b'abc', 0, None) b'kept'

for newline in (None, '', '\n', '\r', '\r\n'):
    s = io.StringIO('a\nb\r\nc\rd', newline)
    print(repr(newline), ascii(s.getvalue()), s.newlines, [ascii(line) for line in s], s.write('\n'), ascii(s.getvalue()))
# expect: None 'a\nb\nc\nd' ('\r', '\n', '\r\n') ["'a\\n'", "'b\\n'", "'c\\n'", "'d'"] 1 'a\nb\nc\nd\n'
# expect: '' 'a\nb\r\nc\rd' ('\r', '\n', '\r\n') ["'a\\n'", "'b\\r\\n'", "'c\\r'", "'d'"] 1 'a\nb\r\nc\rd\n'
# expect: '\n' 'a\nb\r\nc\rd' None ["'a\\n'", "'b\\r\\n'", "'c\\rd'"] 1 'a\nb\r\nc\rd\n'
# expect: '\r' 'a\rb\r\rc\rd' None ["'a\\r'", "'b\\r'", "'\\r'", "'c\\r'", "'d'"] 1 'a\rb\r\rc\rd\r'
# expect: '\r\n' 'a\r\nb\r\r\nc\rd' None ["'a\\r\\n'", "'b\\r\\r\\n'", "'c\\rd'"] 1 'a\r\nb\r\r\nc\rd\r\n'
s = io.StringIO('été\n日本\n😀')
print(s.read(1), s.readline(), s.readline(1), s.readlines(), s.tell(), s.seek(0), s.read())
# expect: é té
# expect:  日 ['本\n', '😀'] 8 0 été
# expect: 日本
# expect: 😀
s.seek(12)
s.write('end')
print(ascii(s.getvalue()), s.truncate(2), s.getvalue(), s.tell())
# expect: '\xe9t\xe9\n\u65e5\u672c\n\U0001f600\x00\x00\x00\x00end' 2 ét 15
for mistake in (lambda: s.write(b'bytes'), lambda: s.seek(-1), lambda: s.seek(1, 1), lambda: s.seek(0, 5), lambda: s.truncate(-2),
                s.fileno, s.detach, lambda: io.StringIO(b'x'), lambda: io.StringIO('', 'x'), lambda: io.StringIO('', 3)):
    try:
        mistake()
    except (TypeError, ValueError, OSError) as error:
        print(type(error).__name__, error)
# expect: TypeError string argument expected, got 'bytes'
# expect: ValueError Negative seek position -1
# expect: OSError Can't do nonzero cur-relative seeks
# expect: ValueError Invalid whence (5, should be 0, 1 or 2)
# expect: ValueError Negative size value -2
# expect: UnsupportedOperation fileno
# expect: UnsupportedOperation detach
# expect: TypeError initial_value must be str or None, not bytes
# expect: ValueError illegal newline value: 'x'
# expect: TypeError newline must be str or None, not int
s.close()
try:
    s.write('late')
except ValueError as error:
    print(error)
# expect: I/O operation on closed file


class Lines(io.StringIO):
    def readline(self, size=-1):
        return super().readline(size).upper()


print(list(Lines('a\nb\n')), Lines('q').readlines(), pickle.loads(pickle.dumps(io.StringIO('state'))).getvalue())
# expect: ['A\n', 'B\n'] ['Q'] state

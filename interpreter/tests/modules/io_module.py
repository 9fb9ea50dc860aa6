# io: StringIO, BytesIO, text wrapping, files in a temporary folder.
import io
import os
import tempfile
s = io.StringIO('line1\nline2\nline3')
print(repr(s.readline()), s.tell(), s.read(3), s.readlines(), s.read(), s.seek(0), next(s), list(s))
# expect: 'line1\n' 6 lin ['e2\n', 'line3']  0 line1
# expect:  ['line2\n', 'line3']
s = io.StringIO()
print(s.write('abc'), s.write('dé'), s.getvalue(), s.truncate(2), s.getvalue(), s.seekable(), s.closed)
# expect: 3 2 abcdé 2 ab True False
b = io.BytesIO(b'abcdef')
print(b.read(2), b.tell(), b.seek(-1, 2), b.read(), b.getvalue(), b.getbuffer()[0], b.seek(1), b.readinto(bytearray(2)), b.peek(1) if hasattr(b, 'peek') else 'no peek')
# expect: b'ab' 2 5 b'f' b'abcdef' 97 1 2 no peek
s.close()
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: s.read())  # expect: ValueError: I/O operation on closed file
attempt(lambda: io.StringIO().write(b'x'))  # expect: TypeError: string argument expected, got 'bytes'
attempt(lambda: io.BytesIO().write('x'))  # expect: TypeError: a bytes-like object is required, not 'str'
attempt(lambda: io.StringIO('abc').seek(-1))  # expect: ValueError: Negative seek position -1
attempt(lambda: io.StringIO('abc').seek(1, 1))  # expect: OSError: Can't do nonzero cur-relative seeks
t = io.TextIOWrapper(io.BytesIO('é\r\nb\rc\n'.encode()), encoding='utf-8')
print(t.readlines(), t.encoding, t.newlines)  # expect: ['é\n', 'b\n', 'c\n'] utf-8 ('\r', '\n', '\r\n')
t = io.TextIOWrapper(io.BytesIO(b'a\r\nb'), newline='')
print(t.read().encode())  # expect: b'a\r\nb'
raw = io.BytesIO()
w = io.TextIOWrapper(raw, encoding='utf-8', newline='\r\n', write_through=True)
w.write('x\ny'); w.flush(); print(raw.getvalue())  # expect: b'x\r\ny'
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'file.txt')
    with open(path, 'w', encoding='utf-8') as f:
        print(f.write('héllo\nworld\n'), f.writable(), f.readable(), f.mode)
    with open(path, encoding='utf-8') as f:
        print(f.read(2), f.readline(), [line for line in f], f.tell() > 0, f.closed)
    print(f.closed, os.path.getsize(path), open(path, 'rb').read())
    with open(path, 'a+', encoding='utf-8') as f:
        f.write('more'); f.seek(0); print(f.read().splitlines())
    with open(path, 'r+b') as f:
        f.seek(1); f.write(b'EE'); f.seek(0); print(f.read(4), f.truncate(3), f.seek(0, 2))
    with open(path, 'rb') as f:
        print(f.peek(1)[:1], f.read(1), f.read(), f.read())
    with open(path, 'x' if False else 'wb', buffering=0) as f:
        print(type(f).__name__, f.write(b'raw'))
    attempt(lambda: open(path, 'x').close() if not os.path.exists(path) else 'exists')
    attempt(lambda: open(path, 'q'))
    attempt(lambda: open(path, 'rw'))
    attempt(lambda: open(path, 'rb', encoding='utf-8'))
    attempt(lambda: open(path, 'w').read())
    print(sorted(os.listdir(folder)), os.path.isfile(path), os.path.splitext('a/b.c')[1], os.path.join('a', '/b'), os.path.normpath('a/../b//c'))
    os.rename(path, path + '2'); os.remove(path + '2'); os.mkdir(path); print(os.listdir(folder)); os.rmdir(path)
# expect: 12 True False w
# expect: hé llo
# expect:  ['world\n'] True False
# expect: True 13 b'h\xc3\xa9llo\nworld\n'
# expect: ['héllo', 'world', 'more']
# expect: b'hEEl' 3 3
# expect: b'h' b'h' b'EE' b''
# expect: FileIO 3
# expect: exists
# expect: ValueError: invalid mode: 'q'
# expect: ValueError: must have exactly one of create/read/write/append mode
# expect: ValueError: binary mode doesn't take an encoding argument
# expect: UnsupportedOperation: not readable
# expect: ['file.txt'] True .c /b b/c
# expect: ['file.txt']
print(io.open is open, issubclass(io.StringIO, io.TextIOBase), io.DEFAULT_BUFFER_SIZE > 0, os.path.exists(folder))
# expect: True True True False

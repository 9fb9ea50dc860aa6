# io: the native streams: layers, buffers and positions, text, line ends, errors, closing.
import codecs
import gc
import io
import os
import tempfile
import threading

folder = tempfile.TemporaryDirectory()
path = os.path.join(folder.name, 'file')


def attempt(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as error:
        print(type(error).__name__ + ':', str(error).replace(path, 'PATH'))


with open(path, 'w', encoding='utf-8') as f:
    print(type(f).__name__, type(f.buffer).__name__, type(f.buffer.raw).__name__, f.buffer.raw.mode, f.mode, f.encoding)
    f.writelines(['one\n', 'zwei ä\n', 'three €\n', 'four 𝄞'])
# expect: TextIOWrapper BufferedWriter FileIO wb w utf-8
with open(path, encoding='utf-8') as f:
    print([line for line in f], f.tell())  # expect: ['one\n', 'zwei ä\n', 'three €\n', 'four 𝄞'] 31
    print(f.seek(4), repr(f.readline()), repr(f.read(7)), f.tell(), f.read(2), f.readline(3), f.readline())
    # expect: 4 'zwei ä\n' 'three €' 21 
    # expect: f our  𝄞
for encoding in ('utf-8', 'latin-1', 'ascii', 'utf-16', 'utf-32-le', 'cp1252', 'utf-8-sig'):
    with open(path, 'w', encoding=encoding) as f:
        f.write('a line\n' * 2000)
        f.write('the end')
    with open(path, encoding=encoding) as f:
        places = []
        while True:
            place = f.tell()
            line = f.readline()
            if not line:
                break
            places.append((place, line))
        assert len(places) == 2001
        for place, line in places[::400]:
            f.seek(place)
            assert f.readline() == line
    with open(path, 'a', encoding=encoding) as f:
        f.write('!')
    with open(path, encoding=encoding) as f:
        assert f.read() == 'a line\n' * 2000 + 'the end!', encoding
        assert f.read() == ''

data = b'a\nb\r\nc\rd\r\n\re'
with open(path, 'wb') as f:
    f.write(data)
for newline in (None, '', '\n', '\r', '\r\n'):
    for chunk in (1, 2, 3, 100):
        with open(path, newline=newline) as f:
            f._CHUNK_SIZE = chunk
            lines = list(f)
            assert f.newlines == (('\r', '\n', '\r\n') if not newline else None), f.newlines
    print(repr(newline), lines)
# expect: None ['a\n', 'b\n', 'c\n', 'd\n', '\n', 'e']
# expect: '' ['a\n', 'b\r\n', 'c\r', 'd\r\n', '\r', 'e']
# expect: '\n' ['a\n', 'b\r\n', 'c\rd\r\n', '\re']
# expect: '\r' ['a\nb\r', '\nc\r', 'd\r', '\n\r', 'e']
# expect: '\r\n' ['a\nb\r\n', 'c\rd\r\n', '\re']
decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder('utf-8')(), True)
print([decoder.decode(b) for b in (b'x\r', b'\ny\xc3', b'\xa4\r')], decoder.getstate(), repr(decoder.decode(b'', True)), decoder.newlines)
# expect: ['x', '\ny', 'ä'] (b'', 1) '\n' ('\r', '\r\n')


class Raw(io.RawIOBase):
    """Gives what it is told to, and notes what is done to it."""

    def __init__(self, *parts):
        self.parts = list(parts)
        self.log = []

    def readable(self):
        return True

    def writable(self):
        return True

    def readinto(self, buffer):
        self.log.append(len(buffer))
        part = self.parts.pop(0) if self.parts else b''
        if part is None:
            return None
        buffer[:len(part)] = part
        return len(part)

    def write(self, data):
        if not self.parts:
            self.log.append(bytes(data))
            return len(data)
        n = self.parts.pop(0)
        self.log.append(bytes(data[:n or 0]))
        return n


reader = io.BufferedReader(Raw(b'abc', b'd\nef', b'ghi', None, b'z'), 8)
print(reader.peek(), reader.read(2), reader.readline(), reader.read1(), reader.read(5), reader.read(), reader.read(), reader.raw.log)
# expect: b'abc' b'ab' b'cd\n' b'ef' b'ghi' b'z' b'' [8, 8, 8, 5, 8192, 8192, 8192]
raw = Raw()
writer = io.BufferedWriter(raw, 8)
print(writer.write(b'abc'), raw.log, writer.write(b'defgh'), raw.log, writer.write(b'x' * 9), raw.log, writer.flush(), raw.log)
# expect: 3 [b'abcdefgh', b'xxxxxxxxx'] 5 [b'abcdefgh', b'xxxxxxxxx'] 9 [b'abcdefgh', b'xxxxxxxxx'] None [b'abcdefgh', b'xxxxxxxxx']
raw = Raw(2, None)
writer = io.BufferedWriter(raw, 4)
try:
    writer.write(b'0123456789')
except BlockingIOError as error:
    print(error.characters_written, raw.log)  # expect: 6 [b'01', b'']
raw.parts = []
writer.close()
print(raw.log, raw.closed)  # expect: [b'01', b'', b'2345'] True

with open(path, 'w+b', buffering=8) as f:
    f.write(b'0123456789')
    f.seek(2)
    print(type(f).__name__, f.read(3), f.write(b'AB'), f.tell(), f.read(2), f.seek(0), f.read(), f.truncate(4), f.seek(0, 2))
# expect: BufferedRandom b'234' 2 7 b'78' 0 b'01234AB789' 4 4
pair = io.BufferedRWPair(Raw(b'in'), raw := Raw())
print(pair.read(1), pair.write(b'out'), pair.flush(), raw.log, pair.readable(), pair.writable(), pair.closed)
# expect: b'i' 3 None [b'out'] True True False

with open(path, 'w') as f:
    f.write('x')
attempt(open, path + 'none')  # expect: FileNotFoundError: [Errno 2] No such file or directory: 'PATHnone'
attempt(open, path, 'x')  # expect: FileExistsError: [Errno 17] File exists: 'PATH'
attempt(open, path, 'rw')  # expect: ValueError: must have exactly one of create/read/write/append mode
attempt(open, path, 'rbt')  # expect: ValueError: can't have text and binary mode at once
attempt(open, path, 'rz')  # expect: ValueError: invalid mode: 'rz'
attempt(open, path, 'rb', encoding='utf-8')  # expect: ValueError: binary mode doesn't take an encoding argument
attempt(open, 1.5)  # expect: TypeError: expected str, bytes or os.PathLike object, not float
attempt(open, -1)  # expect: ValueError: negative file descriptor
attempt(io.FileIO, path, 'wr')  # expect: ValueError: Must have exactly one of create/read/write/append mode and at most one plus
attempt(open(path).write, '')  # expect: UnsupportedOperation: not writable
attempt(open(path, 'rb').write, b'')  # expect: UnsupportedOperation: write
attempt(open(path, 'rb', 0).write, b'')  # expect: UnsupportedOperation: File not open for writing
f = open(path, encoding='utf-8')
print(repr(f).replace(path, 'PATH'), repr(f.buffer).replace(path, 'PATH'), repr(f.buffer.raw).replace(path, 'PATH'))
# expect: <_io.TextIOWrapper name='PATH' mode='r' encoding='utf-8'> <_io.BufferedReader name='PATH'> <_io.FileIO name='PATH' mode='rb' closefd=True>
f.close()
attempt(f.read)  # expect: ValueError: I/O operation on closed file.
attempt(f.buffer.read)  # expect: ValueError: read of closed file
attempt(f.buffer.raw.read)  # expect: ValueError: I/O operation on closed file
attempt(io.TextIOWrapper, io.BytesIO(), 'utf-8', newline='x')  # expect: ValueError: illegal newline value: x
attempt(io.TextIOWrapper, io.BytesIO(), 'no such')  # expect: LookupError: unknown encoding: no such
attempt(io.TextIOWrapper(io.BytesIO(b'\xff'), 'utf-8').read)
# expect: UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
print(io.TextIOWrapper(io.BytesIO(b'a\xffb'), 'utf-8', 'surrogateescape').read().encode('utf-8', 'surrogateescape'))  # expect: b'a\xffb'
t = io.TextIOWrapper(io.BytesIO(), 'ascii', 'backslashreplace', newline='\r\n')
print(t.write('aä\n'), t.flush(), t.buffer.getvalue(), t.reconfigure(encoding='latin-1', newline='\n'), t.write('ä\n'), t.detach().getvalue())
# expect: 3 None b'a\\xe4\r\n' None 2 b'a\\xe4\r\n\xe4\n'
attempt(t.read)  # expect: ValueError: underlying buffer has been detached

# what nobody closed is closed, and flushed, when it goes
f = open(path, 'w')
f.write('kept')
del f
gc.collect()
print(open(path).read())  # expect: kept

# threads that write to one stream: whole pieces; that read lines from one: every line once
with open(path, 'w') as f:
    def work(n):
        for i in range(300):
            f.write(f'{n}:{i}\n')
    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
with open(path, newline='\n') as f:
    seen = []

    def take():
        while line := f.readline():
            seen.append(line)
    threads = [threading.Thread(target=take) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
print(sorted(seen) == sorted(f'{n}:{i}\n' for n in range(4) for i in range(300)))  # expect: True
folder.cleanup()

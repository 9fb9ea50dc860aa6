# Text files: what is written is there when it has to be, whichever way it took.
import io
import os
import tempfile

folder = tempfile.mkdtemp()
path = os.path.join(folder, 'text')

with open(path, 'w', encoding='utf-8') as f:
    print(f.write('plain\n'), f.write('é日😀\n'), f.tell())
    print('one', 2, sep='-', file=f)
    print(os.path.getsize(path), f.flush(), os.path.getsize(path))
    f.write('tail')
# expect: 6 4 16
# expect: 16 None 22
print(open(path, 'rb').read())  # expect: b'plain\n\xc3\xa9\xe6\x97\xa5\xf0\x9f\x98\x80\none-2\ntail'
with open(path, encoding='utf-8') as f:
    print(repr(f.readline()), repr(f.readline(2)), f.tell(), repr(f.readline()), [line for line in f])
# expect: 'plain\n' 'é日' 11 '😀\n' ['one-2\n', 'tail']
with open(path, 'a', encoding='utf-8') as f:
    f.write('+')
with open(path, 'r+', encoding='utf-8') as f:
    print(f.read(5), f.seek(0), f.write('PLAIN'), f.seek(0), repr(f.readline()))
# expect: plain 0 5 0 'PLAIN\n'

with open(path, 'w', encoding='utf-8') as f:
    try:
        f.write('\ud800')
    except UnicodeEncodeError as error:
        print(error)
    f.write('after')
# expect: 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
print(open(path).read())  # expect: after
try:
    f.write('late')
except ValueError as error:
    print(error)
# expect: I/O operation on closed file.

for encoding, errors, newline in (('latin-1', 'replace', None), ('utf-16', None, None), ('utf-8', 'surrogateescape', '\r\n')):
    with open(path, 'w', encoding=encoding, errors=errors, newline=newline) as f:
        f.write('é\u0142\n' if encoding == 'latin-1' else 'é\n')
        f.write('\udcff' if errors == 'surrogateescape' else 'x')
    print(encoding, open(path, 'rb').read()[-8:])
# expect: latin-1 b'\xe9?\nx'
# expect: utf-16 b'\xff\xfe\xe9\x00\n\x00x\x00'
# expect: utf-8 b'\xc3\xa9\r\n\xff'

with open(path, 'w') as f:
    for i in range(3000):
        f.write(f'line {i}\n')
with open(path) as f:
    total = sum(len(line) for line in f)
print(total == os.path.getsize(path), total)  # expect: True 28890
with open(path) as f:
    lines = []
    while line := f.readline():
        lines.append(line)
print(len(lines), lines[0], lines[-1])
# expect: 3000 line 0
# expect:  line 2999
# expect:

raw = io.BytesIO()
t = io.TextIOWrapper(raw, 'utf-8', line_buffering=True)
t.write('part')
print(t.write('rest\n'), raw.getvalue())  # expect: 5 b'partrest\n'
t.reconfigure(encoding='latin-1', newline='\r')
t.write('é\n')
print(t.flush(), raw.getvalue(), t.encoding, t.detach() is raw)  # expect: None b'partrest\n\xe9\r' latin-1 True
try:
    io.TextIOWrapper(io.BytesIO()).write(3)
except TypeError as error:
    print(error)
# expect: write() argument must be str, not int
try:
    print('x', file=open(path, 'rb'))
except (TypeError, io.UnsupportedOperation) as error:
    print(type(error).__name__)
# expect: UnsupportedOperation
os.remove(path)
os.rmdir(folder)

# zlib: checksums, one call, objects with state, frames, dictionaries, errors; gzip and zipfile on top of it.
import gzip
import io
import zipfile
import zlib

print(zlib.crc32(b'hello'), zlib.adler32(b'hello'), zlib.crc32(b'lo', zlib.crc32(b'hel')), zlib.adler32(b'x' * 100000))
# expect: 907060870 103547413 907060870 2116691386
print(hex(zlib.crc32(bytes(range(256)) * 9)), zlib.crc32(b''), zlib.adler32(b''))
# expect: 0x6815567a 0 1

words = [b'the ', b'quick ', b'brown ', b'fox ', b'jumps\n']
state = 7
text = bytearray()
for _ in range(20000):
    state = state * 1103515245 + 12345 & 0x7fffffff
    text += words[state >> 16 & 3] if state & 1 << 20 else words[4] + bytes([state >> 8 & 255])
text = bytes(text)
samples = [b'', b'a', b'abc' * 100, bytes(70000), bytes(range(256)) * 30, text]
good = 0
for data in samples:
    for level in (0, 1, 3, 6, 9):
        for wbits in (15, 9, -15, 31):
            packed = zlib.compress(data, level, wbits)
            assert zlib.decompress(packed, wbits) == data, (len(data), level, wbits)
            assert wbits < 0 or zlib.decompress(packed, 47) == data
            good += 1
print(good, len(zlib.compress(text)) < len(text) // 3, len(zlib.compress(bytes(70000))) < 200)  # expect: 120 True True
# streams that another implementation made
print(zlib.decompress(bytes.fromhex('78da2bcecf4d552849ad285128cf2cc980b08a616200a5ef0b14')))  # expect: b'some text with text some text'
print(gzip.decompress(bytes.fromhex('1f8b08000000000002ffcb48cdc9c9070086a6103605000000')))  # expect: b'hello'

for strategy in (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE, zlib.Z_FIXED):
    for mode in (zlib.Z_NO_FLUSH, zlib.Z_PARTIAL_FLUSH, zlib.Z_SYNC_FLUSH, zlib.Z_FULL_FLUSH, zlib.Z_BLOCK):
        squeeze = zlib.compressobj(6, zlib.DEFLATED, 15, 8, strategy)
        parts = [squeeze.compress(text[:5000]), squeeze.flush(mode), squeeze.compress(text[5000:9000])]
        other = squeeze.copy()
        parts.append(squeeze.compress(text[9000:20000]) + squeeze.flush())
        assert zlib.decompress(b''.join(parts)) == text[:20000]
        if mode == zlib.Z_SYNC_FLUSH:
            assert zlib.decompressobj().decompress(parts[0] + parts[1]) == text[:5000]
        assert zlib.decompress(b''.join(parts[:3]) + other.flush()) == text[:9000]

packed = zlib.compress(text[:3000])
expand = zlib.decompressobj()
print(b''.join(expand.decompress(packed[i:i + 1]) for i in range(len(packed))) == text[:3000], expand.eof, expand.flush())
# expect: True True b''
expand = zlib.decompressobj()
rest = packed + b'behind'
out = b''
while not expand.eof:
    piece = expand.decompress(rest, 100)
    assert len(piece) <= 100
    out += piece
    rest = expand.unconsumed_tail
print(out == text[:3000], expand.unused_data, expand.unconsumed_tail)  # expect: True b'behind' b'behind'
expand = zlib.decompressobj()
first = expand.decompress(packed[:200])
twin = expand.copy()
print(expand.decompress(packed[200:]) == twin.decompress(packed[200:]), len(first) > 0)  # expect: True True

book = b'the quick brown fox jumps'
squeeze = zlib.compressobj(zdict=book)
packed = squeeze.compress(b'quick brown fox') + squeeze.flush()
print(zlib.decompressobj(zdict=book).decompress(packed))  # expect: b'quick brown fox'


def attempt(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as error:
        print(type(error).__name__ + ':', error)


attempt(zlib.decompress, packed)  # expect: error: Error 2 while decompressing data
attempt(zlib.decompressobj(zdict=b'other').decompress, packed)  # expect: error: Error -3 while setting zdict: invalid input data
attempt(zlib.decompress, b'junk')  # expect: error: Error -3 while decompressing data: incorrect header check
attempt(zlib.decompress, zlib.compress(b'abc')[:-2])  # expect: error: Error -5 while decompressing data: incomplete or truncated stream
attempt(zlib.decompress, zlib.compress(b'abc')[:-1] + b'!')  # expect: error: Error -3 while decompressing data: incorrect data check
attempt(zlib.decompress, b'\x07', -15)  # expect: error: Error -3 while decompressing data: invalid block type
attempt(zlib.decompress, b'\x00\x01\x00\x00\x00', -15)  # expect: error: Error -3 while decompressing data: invalid stored block lengths
attempt(zlib.compress, b'', 10)  # expect: error: Bad compression level
attempt(zlib.compress, 'text')  # expect: TypeError: a bytes-like object is required, not 'str'
attempt(zlib.compressobj, 1, 9)  # expect: ValueError: Invalid initialization option
attempt(zlib.decompressobj, 7)  # expect: ValueError: Invalid initialization option
attempt(zlib.decompressobj().decompress, b'', -1)  # expect: ValueError: max_length must be non-negative

pull = zlib._ZlibDecompressor()
packed = zlib.compress(b'x' * 1000) + b'tail'
print(pull.decompress(packed, 10), pull.needs_input, len(pull.decompress(b'')), pull.eof, pull.unused_data)
# expect: b'xxxxxxxxxx' False 990 True b'tail'
attempt(pull.decompress, b'')  # expect: EOFError: End of stream already reached

memory = io.BytesIO()
with gzip.open(memory, 'wt') as f:
    f.write('line one\nline two\n')
memory.seek(0)
print(list(gzip.open(memory, 'rt')))  # expect: ['line one\n', 'line two\n']
memory = io.BytesIO()
with zipfile.ZipFile(memory, 'w', zipfile.ZIP_DEFLATED) as archive:
    archive.writestr('a.txt', text)
with zipfile.ZipFile(memory) as archive:
    print(archive.namelist(), archive.read('a.txt') == text, archive.getinfo('a.txt').compress_size < len(text), archive.testzip())
# expect: ['a.txt'] True True None

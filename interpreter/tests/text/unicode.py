# Text beyond ASCII: widths, surrogates, normalisation, encodings and their error handlers.
s = 'aé日😀'
print(len(s), s[::-1], [hex(ord(c)) for c in s], s.encode(), s.encode('utf-16-le'), s.encode('utf-32-be'))
# expect: 4 😀日éa ['0x61', '0xe9', '0x65e5', '0x1f600'] b'a\xc3\xa9\xe6\x97\xa5\xf0\x9f\x98\x80' b'a\x00\xe9\x00\xe5e=\xd8\x00\xde' b'\x00\x00\x00a\x00\x00\x00\xe9\x00\x00e\xe5\x00\x01\xf6\x00'
for encoding in ('utf-8', 'utf-16', 'utf-32', 'utf-8-sig', 'utf-7', 'unicode-escape', 'raw-unicode-escape'):
    assert s.encode(encoding).decode(encoding) == s, encoding
print('é'.encode('latin-1'), b'\xe9'.decode('latin-1'), 'é'.encode('cp1252'), '€'.encode('cp1252'), b'\x80'.decode('cp1252'), 'я'.encode('koi8-r'))
# expect: b'\xe9' é b'\xe9' b'\x80' € b'\xd1'
for handler in ('ignore', 'replace', 'backslashreplace', 'xmlcharrefreplace', 'namereplace'):
    print(handler, s.encode('ascii', handler))
# expect: ignore b'a'
# expect: replace b'a???'
# expect: backslashreplace b'a\\xe9\\u65e5\\U0001f600'
# expect: xmlcharrefreplace b'a&#233;&#26085;&#128512;'
# expect: namereplace b'a\\N{LATIN SMALL LETTER E WITH ACUTE}\\N{CJK UNIFIED IDEOGRAPH-65E5}\\N{GRINNING FACE}'
for handler in ('ignore', 'replace', 'backslashreplace', 'surrogateescape'):
    print(handler, ascii(b'a\xffb\xe6\x97'.decode('utf-8', handler)))
# expect: ignore 'ab'
# expect: replace 'a\ufffdb\ufffd'
# expect: backslashreplace 'a\\xffb\\xe6\\x97'
# expect: surrogateescape 'a\udcffb\udce6\udc97'
print('\udcff'.encode('utf-8', 'surrogateescape'), '\ud800'.encode('utf-8', 'surrogatepass'), b'\xed\xa0\x80'.decode('utf-8', 'surrogatepass') == '\ud800')
# expect: b'\xff' b'\xed\xa0\x80' True
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: '\ud800'.encode())
# expect: UnicodeEncodeError: 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
attempt(lambda: 'aé日'.encode('ascii'))
# expect: UnicodeEncodeError: 'ascii' codec can't encode characters in position 1-2: ordinal not in range(128)
attempt(lambda: '日'.encode('latin-1'))
# expect: UnicodeEncodeError: 'latin-1' codec can't encode character '\u65e5' in position 0: ordinal not in range(256)
attempt(lambda: b'\x80'.decode())
# expect: UnicodeDecodeError: 'utf-8' codec can't decode byte 0x80 in position 0: invalid start byte
attempt(lambda: b'\xc0\x80'.decode())
# expect: UnicodeDecodeError: 'utf-8' codec can't decode byte 0xc0 in position 0: invalid start byte
attempt(lambda: b'\xe6\x97'.decode())
# expect: UnicodeDecodeError: 'utf-8' codec can't decode bytes in position 0-1: unexpected end of data
attempt(lambda: b'\xff'.decode('ascii'))
# expect: UnicodeDecodeError: 'ascii' codec can't decode byte 0xff in position 0: ordinal not in range(128)
attempt(lambda: b'a'.decode('utf-16'))
# expect: UnicodeDecodeError: 'utf-16-le' codec can't decode byte 0x61 in position 0: truncated data
attempt(lambda: b'a'.decode('nope'))  # expect: LookupError: unknown encoding: nope
attempt(lambda: 'a'.encode('utf-8', 'nope') + 'é'.encode('ascii', 'nope'))
# expect: LookupError: unknown error handler name 'nope'
import unicodedata
print(unicodedata.name('é'), unicodedata.category('A'), unicodedata.normalize('NFD', 'é') == 'e\u0301', unicodedata.lookup('SNOWMAN'), unicodedata.numeric('½'), unicodedata.east_asian_width('日'), unicodedata.combining('\u0301'))
# expect: LATIN SMALL LETTER E WITH ACUTE Lu True ☃ 0.5 W 230
print('e\u0301' == 'é', unicodedata.normalize('NFC', 'e\u0301') == 'é', unicodedata.normalize('NFKC', 'ﬁ'), unicodedata.unidata_version)
# expect: False True fi 15.1.0
print(chr(0x10ffff).encode(), ord('\U0010ffff'), '\N{SNOWMAN}', 'a\u0300'.isidentifier(), 'ª'.isalpha(), '\u200b'.isspace(), '\xa0'.isspace())
# expect: b'\xf4\x8f\xbf\xbf' 1114111 ☃ True True False True
ñame = 'identifiers beyond ASCII'
ﬁ = 'normalised'
print(ñame, fi)  # expect: identifiers beyond ASCII normalised
try:
    b'abc\xff'.decode()
except UnicodeDecodeError as error:
    print(error.encoding, error.object, error.start, error.end, error.reason)
# expect: utf-8 b'abc\xff' 3 4 invalid start byte

# The % operator on strings and bytes.
print('%s %r %a %d %i' % ('é', 'é', 'é', 5, 6.7), '%%' % (), '%s' % 5, '%s' % (5,), '%s' % [1, 2], '%s' % {'a': 1})
# expect: é 'é' '\xe9' 5 6 % 5 5 [1, 2] {'a': 1}
print('%5d|%-5d|%05d|%+d|% d|%x|%X|%#x|%o|%#o|%c|%c' % (42, 42, 42, 42, 42, 255, 255, 255, 8, 8, 65, 'z'))
# expect:    42|42   |00042|+42| 42|ff|FF|0xff|10|0o10|A|z
print('%f|%.2f|%8.3f|%-8.1f|%e|%.1E|%g|%G|%#g|%+.0f' % (3.5, 3.14159, 3.14159, 2.5, 12345.678, 0.00012, 1e-5, 1e20, 1.0, 2.5))
# expect: 3.500000|3.14|   3.142|2.5     |1.234568e+04|1.2E-04|1e-05|1E+20|1.00000|+2
print('%(a)s %(b)05.1f %(a)r' % {'a': 'x', 'b': 2.25}, '%*d|%-*d|%.*f' % (5, 1, 4, 2, 2, 3.14159), '%10s|%-10s|%.2s' % ('ab', 'ab', 'abc'))
# expect: x 002.2 'x'     1|2   |3.14         ab|ab        |ab
print('%d' % True, '%s' % None, '%d' % 10 ** 2 if False else '%d' % (10 ** 30), '%x' % -255, '%.3d' % 5, '%05s|' % 'a', '%i' % -0.9)
# expect: 1 None 1000000000000000000000000000000 -ff 005     a| 0
print(b'%s %d %x %a %b' % (b'ab', 5, 255, 'é', b'c'), b'%c%c' % (65, b'B'), b'%5.1f|' % 2.25, b'%(k)s' % {b'k': b'v'}, b'%r' % 'a')
# expect: b"ab 5 ff '\\xe9' c" b'AB' b'  2.2|' b'v' b"'a'"
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: '%d' % '5')  # expect: TypeError: %d format: a real number is required, not str
attempt(lambda: '%d' % 1j)  # expect: TypeError: %d format: a real number is required, not complex
attempt(lambda: '%x' % 1.5)  # expect: TypeError: %x format: an integer is required, not float
attempt(lambda: '%f' % 'a')  # expect: TypeError: must be real number, not str
attempt(lambda: '%s %s' % 1)  # expect: TypeError: not enough arguments for format string
attempt(lambda: '%s' % (1, 2))  # expect: TypeError: not all arguments converted during string formatting
attempt(lambda: 'a' % (1,))  # expect: TypeError: not all arguments converted during string formatting
attempt(lambda: '%(a)s' % 5)  # expect: TypeError: format requires a mapping
attempt(lambda: '%(a)s' % {})  # expect: KeyError: 'a'
attempt(lambda: '%' % 1)  # expect: ValueError: incomplete format
attempt(lambda: '%q' % 1)  # expect: ValueError: unsupported format character 'q' (0x71) at index 1
attempt(lambda: '%c' % 'ab')  # expect: TypeError: %c requires int or char
attempt(lambda: '%c' % -1)  # expect: OverflowError: %c arg not in range(0x110000)
attempt(lambda: '%c' % 1.5)  # expect: TypeError: %c requires int or char
attempt(lambda: '%(a' % {})  # expect: ValueError: incomplete format key
attempt(lambda: '%*d' % ('a', 1))  # expect: TypeError: * wants int
attempt(lambda: b'%s' % 'text')
# expect: TypeError: %b requires a bytes-like object, or an object that implements __bytes__, not 'str'
attempt(lambda: b'%d' % 'a')  # expect: TypeError: %d format: a real number is required, not str
attempt(lambda: b'%c' % 300)  # expect: OverflowError: %c arg not in range(256)
attempt(lambda: '%s %(a)s' % {'a': 1})  # expect: {'a': 1} 1
attempt(lambda: 'no format' % {})  # expect: no format
attempt(lambda: 'no format' % [])  # expect: no format

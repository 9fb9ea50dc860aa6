# String literals: quotes, escapes, raw strings, concatenation, non-ASCII text.
print('single', "double", '''triple''', """triple double""")  # expect: single double triple triple double
print('it\'s', "it's", 'say "x"', repr('it\'s'), repr("\"'"))  # expect: it's it's say "x" "it's" '"\''
print('a\tb\\n', r'a\tb\\n', 'line\
continued')
# expect: a	b\n a\tb\\n linecontinued
print('\x41\u0042\U00000043\103\N{LATIN SMALL LETTER E WITH ACUTE}')  # expect: ABCCé
print(repr('\x00\x07\x1b\x7f\x80\xa0\xad\u200b\ud800\U0001f600é'))
# expect: '\x00\x07\x1b\x7f\x80\xa0\xad\u200b\ud800😀é'
print('one ' 'two ' "three")  # expect: one two three
print(len('日本語'), len('😀'), '日本語'[1], '😀x'[1])  # expect: 3 1 本 x
print("""first
second\
 still second""")
# expect: first
# expect: second still second
print(ascii('é日😀'), ascii("plain"))  # expect: '\xe9\u65e5\U0001f600' 'plain'
print(u'unicode prefix', R'\d', rb'\d', bR'\x', b'\x00\xffA')  # expect: unicode prefix \d b'\\d' b'\\x' b'\x00\xffA'

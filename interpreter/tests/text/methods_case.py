# str methods of case, class, alignment, stripping and translation.
print('Hello'.upper(), 'Hello'.lower(), 'hello wORLD'.title(), 'hELLO'.capitalize(), 'Hello'.swapcase(), 'Straße'.casefold())
# expect: HELLO hello Hello World Hello hELLO strasse
print('ß'.upper(), 'ŉ'.upper(), 'ǆ'.title(), 'İ'.lower() == 'i̇', 'ΑΣ'.lower(), 'ﬁ'.upper(), "they're bill's".title(), 'ǅ'.lower())
# expect: SS ʼN ǅ True ας FI They'Re Bill'S ǆ
print('abc'.isalpha(), 'ab1'.isalpha(), 'ab1'.isalnum(), '12'.isdigit(), '²'.isdigit(), '²'.isdecimal(), '½'.isnumeric(), '٣'.isdecimal(), ''.isalpha())
# expect: True False True True True False True True False
print('abc'.islower(), 'aBc'.islower(), 'ABC'.isupper(), '1A'.isupper(), 'Title Case'.istitle(), 'Title case'.istitle(), ' \t\n'.isspace(), ''.isspace(), '\u3000'.isspace())
# expect: True False True True True False True False True
print('name1'.isidentifier(), '1name'.isidentifier(), 'é_'.isidentifier(), 'class'.isidentifier(), 'a\n'.isprintable(), 'é'.isprintable(), 'é'.isascii(), ''.isascii())
# expect: True False True True False True False True
print('|' + 'ab'.ljust(5) + '|' + 'ab'.rjust(5, '*') + '|' + 'ab'.center(5) + '|' + 'abc'.center(6, '-') + '|' + 'ab'.center(1) + '|')
# expect: |ab   |***ab|  ab |-abc--|ab|
print('42'.zfill(5), '-42'.zfill(5), '+1'.zfill(4), ''.zfill(2), '--1'.zfill(5), '日'.ljust(3, '本'))
# expect: 00042 -0042 +001 00 -00-1 日本本
print('[' + '  a b \n'.strip() + '][' + '  a '.lstrip() + '][' + '  a '.rstrip() + '][' + 'xxaxx'.strip('x') + '][' + 'abcba'.strip('ab') + '][' + 'aé'.rstrip('é') + ']')
# expect: [a b][a ][  a][a][c][a]
print('a\tb\tc'.expandtabs(), 'a\tbc\td'.expandtabs(4), '\t'.expandtabs(0) == '', 'ab\n\tc'.expandtabs(2))
# expect: a       b       c a   bc  d True ab
# expect:   c
table = str.maketrans('abc', 'xyz', 'd')
print('aabbccdd'.translate(table), 'hello'.translate({ord('l'): None, ord('e'): 'EE', ord('o'): 48}), str.maketrans({'a': 1, 98: 'b'}))
# expect: xxyyzz hEE0 {97: 1, 98: 'b'}
print('Zażółć'.upper(), 'ÀÉ'.lower(), 'ñ'.upper(), 'Я'.lower(), 'ﬀ'.capitalize(), 'ΌΣΟΣ'.title(), 'ᾳ'.title(), '\u01c5'.istitle())
# expect: ZAŻÓŁĆ àé Ñ я Ff Όσος ᾼ True
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: 'a'.center(5, 'ab'))  # expect: TypeError: The fill character must be exactly one character long
attempt(lambda: 'a'.ljust('5'))  # expect: TypeError: 'str' object cannot be interpreted as an integer
attempt(lambda: 'a'.strip(1))  # expect: TypeError: strip arg must be None or str
attempt(lambda: str.maketrans('ab', 'c'))
# expect: ValueError: the first two maketrans arguments must have equal length
attempt(lambda: str.maketrans('a'))  # expect: TypeError: if you give only one argument to maketrans it must be a dict
attempt(lambda: str.maketrans({'ab': 1}))  # expect: ValueError: string keys in translate table must be of length 1
attempt(lambda: 'a'.translate(5))  # expect: TypeError: 'int' object is not subscriptable
attempt(lambda: 'a'.zfill())  # expect: TypeError: str.zfill() takes exactly one argument (0 given)
attempt(lambda: str.upper())  # expect: TypeError: unbound method str.upper() needs an argument
attempt(lambda: str.upper(5))  # expect: TypeError: descriptor 'upper' for 'str' objects doesn't apply to a 'int' object
attempt(lambda: 'abc'.isalpha(1))  # expect: TypeError: str.isalpha() takes no arguments (1 given)

# The format mini-language for every built-in type.
for value, spec in (
    (42, ''), (42, 'd'), (42, '5'), (42, '<5'), (42, '^6'), (42, '>5'), (42, '*^7'), (42, '05'), (-42, '06'), (42, '+'), (42, ' '), (-42, '=7'),
    (42, 'b'), (42, 'o'), (42, 'x'), (42, 'X'), (42, '#b'), (42, '#o'), (42, '#x'), (42, '#X'), (42, '#010x'), (97, 'c'), (1234567, ','), (1234567, '_'), (0xfffff, '_x'), (0xfffff, '_b'),
    (42, 'e'), (42, '.1f'), (42, 'g'), (42, '%'), (10 ** 30, ','), (-1234, '010,'), (5, 'n'),
    (3.14159, ''), (3.14159, '.2f'), (3.14159, '10.2f'), (3.14159, '<10.2f'), (3.14159, '+.1f'), (3.14159, 'e'), (3.14159, '.0e'), (3.14159, 'g'), (3.14159, '.3'), (3.14159, '%'), (3.14159, '.0f'),
    (1e10, ''), (1e16, ''), (1e-5, ''), (1e10, 'g'), (1e5, 'g'), (123456789.0, 'g'), (123456789.0, ',.2f'), (1.0, ''), (1.0, '.0f'), (1.0, '#.0f'), (1.0, 'g'), (1.0, '#g'), (0.0, '.3e'), (1e100, '.5g'), (2.5, '.0f'), (3.5, '.0f'), (0.1, '.20f'), (1e300, 'f'),
    (float('inf'), ''), (float('nan'), '06'), (float('-inf'), 'F'), (-0.0, ''), (-0.0, '.1f'), (-0.0, 'z.1f'), (-0.001, 'z.1f'), (1.5, '_.3f'), (1234.5, '012,.1f'), (1e-7, '.3g'), (99999.5, '.5g'),
    ('abc', ''), ('abc', 's'), ('abc', '6'), ('abc', '>6'), ('abc', '^7'), ('abc', '.2'), ('abc', '-<6.1'), ('é', '3'), ('abc', '05'), ('abc', '=<5'),
    (True, ''), (True, 'd'), (True, '5'), (None, ''), ([1], ''), (1 + 2j, ''), (1 + 2j, '.1f'), (1 + 2j, '>10'), (1.5 - 1j, '+g'), (b'a', ''), (object, ''),
):
    print(f'{spec:8}|{format(value, spec)}|')
# expect:         |42|
# expect: d       |42|
# expect: 5       |   42|
# expect: <5      |42   |
# expect: ^6      |  42  |
# expect: >5      |   42|
# expect: *^7     |**42***|
# expect: 05      |00042|
# expect: 06      |-00042|
# expect: +       |+42|
# expect:         | 42|
# expect: =7      |-    42|
# expect: b       |101010|
# expect: o       |52|
# expect: x       |2a|
# expect: X       |2A|
# expect: #b      |0b101010|
# expect: #o      |0o52|
# expect: #x      |0x2a|
# expect: #X      |0X2A|
# expect: #010x   |0x0000002a|
# expect: c       |a|
# expect: ,       |1,234,567|
# expect: _       |1_234_567|
# expect: _x      |f_ffff|
# expect: _b      |1111_1111_1111_1111_1111|
# expect: e       |4.200000e+01|
# expect: .1f     |42.0|
# expect: g       |42|
# expect: %       |4200.000000%|
# expect: ,       |1,000,000,000,000,000,000,000,000,000,000|
# expect: 010,    |-0,001,234|
# expect: n       |5|
# expect:         |3.14159|
# expect: .2f     |3.14|
# expect: 10.2f   |      3.14|
# expect: <10.2f  |3.14      |
# expect: +.1f    |+3.1|
# expect: e       |3.141590e+00|
# expect: .0e     |3e+00|
# expect: g       |3.14159|
# expect: .3      |3.14|
# expect: %       |314.159000%|
# expect: .0f     |3|
# expect:         |10000000000.0|
# expect:         |1e+16|
# expect:         |1e-05|
# expect: g       |1e+10|
# expect: g       |100000|
# expect: g       |1.23457e+08|
# expect: ,.2f    |123,456,789.00|
# expect:         |1.0|
# expect: .0f     |1|
# expect: #.0f    |1.|
# expect: g       |1|
# expect: #g      |1.00000|
# expect: .3e     |0.000e+00|
# expect: .5g     |1e+100|
# expect: .0f     |2|
# expect: .0f     |4|
# expect: .20f    |0.10000000000000000555|
# expect: f       |1000000000000000052504760255204420248704468581108159154915854115511802457988908195786371375080447864043704443832883878176942523235360430575644792184786706982848387200926575803737830233794788090059368953234970799945081119038967640880074652742780142494579258788820056842838115669472196386865459400540160.000000|
# expect:         |inf|
# expect: 06      |000nan|
# expect: F       |-INF|
# expect:         |-0.0|
# expect: .1f     |-0.0|
# expect: z.1f    |0.0|
# expect: z.1f    |0.0|
# expect: _.3f    |1.500|
# expect: 012,.1f |00,001,234.5|
# expect: .3g     |1e-07|
# expect: .5g     |1e+05|
# expect:         |abc|
# expect: s       |abc|
# expect: 6       |abc   |
# expect: >6      |   abc|
# expect: ^7      |  abc  |
# expect: .2      |ab|
# expect: -<6.1   |a-----|
# expect: 3       |é  |
# expect: 05      |abc00|
# expect: =<5     |abc==|
# expect:         |True|
# expect: d       |1|
# expect: 5       |    1|
# expect:         |None|
# expect:         |[1]|
# expect:         |(1+2j)|
# expect: .1f     |1.0+2.0j|
# expect: >10     |    (1+2j)|
# expect: +g      |+1.5-1j|
# expect:         |b'a'|
# expect:         |<class 'object'>|
def attempt(value, spec):
    try:
        print(format(value, spec))
    except Exception as error:
        print(type(error).__name__ + ':', error)
for value, spec in ((1, 's'), (1, '.2'), (1, '.2d'), (1.5, 'd'), (1.5, 's'), ('a', 'd'), ('a', '+'), ('a', '=5'), ('a', ','), (1, ',_'), (1, '5x5'), (1, 'cc'), (-1, 'c'), (1, '+c'),
                    (None, 'd'), ([], '5'), ({}, 's'), (1 + 1j, '05'), (1, 'z'), (1, ',b'), (1.5, '.'), (1, '5.'), ('a', '#'), (1 + 1j, '%'), (1, '\u1234\u1235'), ('a', ' ')):
    attempt(value, spec)
# expect: ValueError: Unknown format code 's' for object of type 'int'
# expect: ValueError: Precision not allowed in integer format specifier
# expect: ValueError: Precision not allowed in integer format specifier
# expect: ValueError: Unknown format code 'd' for object of type 'float'
# expect: ValueError: Unknown format code 's' for object of type 'float'
# expect: ValueError: Unknown format code 'd' for object of type 'str'
# expect: ValueError: Sign not allowed in string format specifier
# expect: ValueError: '=' alignment not allowed in string format specifier
# expect: ValueError: Cannot specify ',' with 's'.
# expect: ValueError: Cannot specify both ',' and '_'.
# expect: ValueError: Invalid format specifier '5x5' for object of type 'int'
# expect: ValueError: Invalid format specifier 'cc' for object of type 'int'
# expect: OverflowError: %c arg not in range(0x110000)
# expect: ValueError: Sign not allowed with integer format specifier 'c'
# expect: TypeError: unsupported format string passed to NoneType.__format__
# expect: TypeError: unsupported format string passed to list.__format__
# expect: TypeError: unsupported format string passed to dict.__format__
# expect: ValueError: Zero padding is not allowed in complex format specifier
# expect: ValueError: Negative zero coercion (z) not allowed in integer format specifier
# expect: ValueError: Cannot specify ',' with 'b'.
# expect: ValueError: Format specifier missing precision
# expect: ValueError: Format specifier missing precision
# expect: ValueError: Alternate form (#) not allowed in string format specifier
# expect: ValueError: Unknown format code '%' for object of type 'complex'
# expect: ValueError: Invalid format specifier 'ሴስ' for object of type 'int'
# expect: ValueError: Space not allowed in string format specifier

# Integer literals in all bases, with underscores, and their printing.
print(0, 00, 0b1011, 0o17, 0xFf, 1_000_000)  # expect: 0 0 11 15 255 1000000
print(0b1_0, 0x_ff, 0O7, 0B1)  # expect: 2 255 7 1
print(140737488355327, 140737488355328, -140737488355328, -140737488355329)
# expect: 140737488355327 140737488355328 -140737488355328 -140737488355329
print(2147483647, 2147483648, 4294967295, 4294967296)  # expect: 2147483647 2147483648 4294967295 4294967296
print(9223372036854775807, 9223372036854775808, 18446744073709551616)
# expect: 9223372036854775807 9223372036854775808 18446744073709551616
print(0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF)  # expect: 340282366920938463463374607431768211455
print(-0, +7, -7, ~7, ~-8)  # expect: 0 7 -7 -8 7
print(type(1), type(True), type(1 << 100))  # expect: <class 'int'> <class 'bool'> <class 'int'>
for source in ('012', '0b2', '0o8', '1__0', '1_', '0x', '1a'):
    try:
        eval(source)
    except SyntaxError as error:
        print(source, '|', error.msg)
# expect: 012 | leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers
# expect: 0b2 | invalid digit '2' in binary literal
# expect: 0o8 | invalid digit '8' in octal literal
# expect: 1__0 | invalid decimal literal
# expect: 1_ | invalid decimal literal
# expect: 0x | invalid hexadecimal literal
# expect: 1a | invalid decimal literal

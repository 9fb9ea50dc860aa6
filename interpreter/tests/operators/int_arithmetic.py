# Arithmetic of integers: signs, floor division and remainder, powers, errors.
for a, b in ((7, 3), (-7, 3), (7, -3), (-7, -3), (6, 3), (0, 5)):
    print(a // b, a % b, divmod(a, b), a / b, a // b * b + a % b == a)
# expect: 2 1 (2, 1) 2.3333333333333335 True
# expect: -3 2 (-3, 2) -2.3333333333333335 True
# expect: -3 -2 (-3, -2) -2.3333333333333335 True
# expect: 2 -1 (2, -1) 2.3333333333333335 True
# expect: 2 0 (2, 0) 2.0 True
# expect: 0 0 (0, 0) 0.0 True
print(2 ** 10, 2 ** 0, 0 ** 0, (-2) ** 3, -2 ** 2, 2 ** -1, (-8) ** (1 / 3))
# expect: 1024 1 1 -8 -4 0.5 (1.0000000000000002+1.7320508075688772j)
print(pow(3, 200, 13), pow(3, -1, 7), pow(2, 10, -7))  # expect: 9 5 -5
print(7 & 12, 7 | 12, 7 ^ 12, -7 & 12, -1 >> 10, 1 << 4, -5 >> 1, 5 >> 100)  # expect: 4 15 11 8 -1 16 -3 0
print(1 + True, True + True, True & False, True | 2, ~True if False else -2)  # expect: 2 2 False 3 -2
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: 1 // 0)  # expect: ZeroDivisionError: integer division or modulo by zero
attempt(lambda: 1 % 0)  # expect: ZeroDivisionError: integer modulo by zero
attempt(lambda: 1 / 0)  # expect: ZeroDivisionError: division by zero
attempt(lambda: divmod(1, 0))  # expect: ZeroDivisionError: integer division or modulo by zero
attempt(lambda: 0 ** -1)  # expect: ZeroDivisionError: 0.0 cannot be raised to a negative power
attempt(lambda: 1 << -1)  # expect: ValueError: negative shift count
attempt(lambda: 1 >> -1)  # expect: ValueError: negative shift count
attempt(lambda: pow(2, 3, 0))  # expect: ValueError: pow() 3rd argument cannot be 0
attempt(lambda: pow(2, -1, 4))  # expect: ValueError: base is not invertible for the given modulus
attempt(lambda: 1 + 'a')  # expect: TypeError: unsupported operand type(s) for +: 'int' and 'str'
attempt(lambda: 'a' + 1)  # expect: TypeError: can only concatenate str (not "int") to str
attempt(lambda: [] - [])  # expect: TypeError: unsupported operand type(s) for -: 'list' and 'list'
attempt(lambda: -'a')  # expect: TypeError: bad operand type for unary -: 'str'
attempt(lambda: ~1.5)  # expect: TypeError: bad operand type for unary ~: 'float'
attempt(lambda: None + None)  # expect: TypeError: unsupported operand type(s) for +: 'NoneType' and 'NoneType'

# Arithmetic of floats: signs, remainders, powers, infinities, errors and methods.
inf = float('inf')
for a, b in ((7.5, 2.0), (-7.5, 2.0), (7.5, -2.0), (-7.5, -2.0)):
    print(a // b, a % b, divmod(a, b))
# expect: 3.0 1.5 (3.0, 1.5)
# expect: -4.0 0.5 (-4.0, 0.5)
# expect: -4.0 -0.5 (-4.0, -0.5)
# expect: 3.0 -1.5 (3.0, -1.5)
print(inf - inf, inf * 0, inf > 10 ** 400, -inf < -10 ** 400, 1e308 * 10, -1 / inf)
# expect: nan nan True True inf -0.0
print(0.0 * -1, 5.0 % -0.0 if False else 'skipped', -0.0 + 0.0, -0.0 - 0.0, abs(-0.0))
# expect: -0.0 skipped 0.0 -0.0 0.0
print(2.0 ** 0.5, 2.0 ** -1, (-8.0) ** 3, 0.0 ** 0, inf ** 0, (-1.0) ** 0.5)
# expect: 1.4142135623730951 0.5 -512.0 1.0 1.0 (6.123233995736766e-17+1j)
print(1.0 == 1, 1.5 < 2, 2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 == 2.0 ** 53, 10 ** 30 < 1e30)
# expect: True True True False True
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5, -2), round(1e300, -299))
# expect: 2 4 -2 2.67 1200.0 1e+300
print((0.75).as_integer_ratio(), (3.0).is_integer(), (0.1).hex(), float.fromhex('0x1.8p1'), (1e22).hex())
# expect: (3, 4) True 0x1.999999999999ap-4 3.0 0x1.0f0cf064dd592p+73
print(int(3.99), int(-3.99), 3.7 // 1, -3.7 // 1, 3.0.real, 3.5.imag, (2.5).conjugate())
# expect: 3 -3 3.0 -4.0 3.0 0.0 2.5
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: 1.0 / 0)  # expect: ZeroDivisionError: float division by zero
attempt(lambda: 1.0 // 0)  # expect: ZeroDivisionError: float floor division by zero
attempt(lambda: 1.0 % 0)  # expect: ZeroDivisionError: float modulo by zero
attempt(lambda: 0.0 ** -1)  # expect: ZeroDivisionError: 0.0 cannot be raised to a negative power
attempt(lambda: 10.0 ** 400)  # expect: OverflowError: (34, 'Numerical result out of range')
attempt(lambda: int(inf))  # expect: OverflowError: cannot convert float infinity to integer
attempt(lambda: int(float('nan')))  # expect: ValueError: cannot convert float NaN to integer
attempt(lambda: round(inf))  # expect: OverflowError: cannot convert float infinity to integer
attempt(lambda: inf.as_integer_ratio())  # expect: OverflowError: cannot convert Infinity to integer ratio
attempt(lambda: 1.5 & 1)  # expect: TypeError: unsupported operand type(s) for &: 'float' and 'int'

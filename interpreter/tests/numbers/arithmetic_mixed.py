# Arithmetic between int, float, bool, complex, Fraction and Decimal; comparison across kinds.
from decimal import Decimal
from fractions import Fraction
for a in (1, 2.5, True, 1 + 1j, Fraction(1, 2)):
    for b in (2, 0.5, False + 1, 2j, Fraction(3, 4)):
        print(a + b, a - b, a * b, a / b, a == b, end=' | ')
    print()
# expect: 3 -1 2 0.5 False | 1.5 0.5 0.5 2.0 False | 2 0 1 1.0 True | (1+2j) (1-2j) 2j -0.5j False | 7/4 1/4 3/4 4/3 False | 
# expect: 4.5 0.5 5.0 1.25 False | 3.0 2.0 1.25 5.0 False | 3.5 1.5 2.5 2.5 False | (2.5+2j) (2.5-2j) 5j -1.25j False | 3.25 1.75 1.875 3.3333333333333335 False | 
# expect: 3 -1 2 0.5 False | 1.5 0.5 0.5 2.0 False | 2 0 1 1.0 True | (1+2j) (1-2j) 2j -0.5j False | 7/4 1/4 3/4 4/3 False | 
# expect: (3+1j) (-1+1j) (2+2j) (0.5+0.5j) False | (1.5+1j) (0.5+1j) (0.5+0.5j) (2+2j) False | (2+1j) 1j (1+1j) (1+1j) False | (1+3j) (1-1j) (-2+2j) (0.5-0.5j) False | (1.75+1j) (0.25+1j) (0.75+0.75j) (1.3333333333333333+1.3333333333333333j) False | 
# expect: 5/2 -3/2 1 1/4 False | 1.0 0.0 0.25 1.0 True | 3/2 -1/2 1/2 1/2 False | (0.5+2j) (0.5-2j) 1j -0.25j False | 5/4 -1/4 3/8 2/3 False | 
print(Fraction(3, 6), Fraction('0.25'), Fraction(0.5), Fraction(7, 3) // 1, Fraction(7, 3) % 1, Fraction(1, 3) ** 2, 2 ** Fraction(2), round(Fraction(7, 2)), int(Fraction(7, 2)), Fraction(1, 3) < 0.34, hash(Fraction(2)) == hash(2), Fraction(22, 7).limit_denominator(5))
# expect: 1/2 1/4 1/2 2 1/3 1/9 4 4 3 True True 16/5
print(Decimal('1.10') + Decimal('2.2'), Decimal(1) / Decimal(7), Decimal('1e3'), Decimal(3) ** 2, Decimal('2.675').quantize(Decimal('0.01')), Decimal(5) // 2, Decimal(-5) % 3, Decimal('NaN'), Decimal('Infinity'), Decimal(0.1), Decimal('1.5') == 1.5, Decimal(2).sqrt(), hash(Decimal(2)) == hash(2))
# expect: 3.30 0.1428571428571428571428571429 1E+3 9 2.68 2 -2 NaN Infinity 0.1000000000000000055511151231257827021181583404541015625 True 1.414213562373095048801688724 True
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
def refused(f):
    # which of the two implementations of decimal runs shows in the name of the class
    try:
        print(f())
    except TypeError as error:
        print(str(error).replace('decimal.Decimal', 'Decimal'))
refused(lambda: Decimal(1) + 1.5)  # expect: unsupported operand type(s) for +: 'Decimal' and 'float'
attempt(lambda: Fraction(1, 0))  # expect: ZeroDivisionError: Fraction(1, 0)
attempt(lambda: Fraction(1, 2) + 'a')  # expect: TypeError: unsupported operand type(s) for +: 'Fraction' and 'str'
attempt(lambda: 1j < 2)  # expect: TypeError: '<' not supported between instances of 'complex' and 'int'
attempt(lambda: Fraction(1.5, 2))  # expect: TypeError: both arguments should be Rational instances
print(1 == 1.0 == True == Fraction(1) == Decimal(1) == 1 + 0j, {1, 1.0, True, Fraction(1), Decimal(1), 1 + 0j}, sum([1, 2.5, Fraction(1, 2)]), max(1, 2.5, Fraction(5, 2)), sorted([2.5, 1, Fraction(3, 2), True]))
# expect: True {1} 4.0 2.5 [1, True, Fraction(3, 2), 2.5]
print(10 ** 20 == 1e20, 10 ** 23 == 1e23, 2 ** 63 == float(2 ** 63), 2 ** 63 + 1 > float(2 ** 63), -10 ** 400 < -1e308, 10 ** 400 > float('inf'), 5 < float('nan'), 3 == 3 + 1e-17, 9007199254740993 == 9007199254740992.0)
# expect: True False True True True False False True False
print(7 // 2.0, -7 // 2.0, 7 % -2.5, divmod(7.5, 2), 2 ** 0.5 == 4 ** 0.25, (-8) ** 2, True / 2, False ** 0, 3 * 1.0, 10 ** -2, 10.0 ** 2, 1e16 + 1, int(1e16) + 1, 0.1 * 3, 1 / 3 * 3)
# expect: 3.0 -4.0 -0.5 (3.0, 1.5) True 64 0.5 1 3.0 0.01 100.0 1e+16 10000000000000001 0.30000000000000004 1.0

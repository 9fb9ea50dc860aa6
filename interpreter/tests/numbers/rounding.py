# round, int, floor and friends on ints, floats and objects; repr of floats reads back.
import math
print([round(x) for x in (0.5, 1.5, 2.5, -0.5, -1.5, 0.49999999999999994)], [round(x, 1) for x in (0.25, 0.35, 1.05, 2.675)])
# expect: [0, 2, 2, 0, -2, 0] [0.2, 0.3, 1.1, 2.7]
print([math.floor(x) for x in (1.5, -1.5, 2, 1e20)], [math.ceil(x) for x in (1.5, -1.5)], [math.trunc(x) for x in (1.9, -1.9)])
# expect: [1, -2, 2, 100000000000000000000] [2, -1] [1, -1]
print(round(1e16 + 1), round(123.456, -1), round(1.5, None), round(5, 3), round(-7, -1), round(2 ** 100, -20), round(0.1 + 0.2, 10), round(1e-320, 320))
# expect: 10000000000000000 120.0 2 5 -10 1267650600200000000000000000000 0.3 1e-320
state = 1
ok = 0
for _ in range(2000):
    state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
    import struct
    x = struct.unpack('<d', state.to_bytes(8, 'little'))[0]
    if x == x and abs(x) != math.inf:
        assert float(repr(x)) == x, x.hex()
        assert float.fromhex(x.hex()) == x
        ok += 1
print(ok > 1900)  # expect: True
print(repr(5e-324), repr(2.2250738585072011e-308), repr(1.7976931348623157e308), repr(9007199254740992.0), repr(1e21), repr(1e-4), repr(123e-7), repr(1 / 3))
# expect: 5e-324 2.225073858507201e-308 1.7976931348623157e+308 9007199254740992.0 1e+21 0.0001 1.23e-05 0.3333333333333333
print(float('0.1'), float('1e-400'), float('123456789012345678901234567890'), float('9' * 400), float('.5'), float('5.'), float('1e+5'), float('\u0663.5'))
# expect: 0.1 0.0 1.2345678901234568e+29 inf 0.5 5.0 100000.0 3.5
print(math.inf, -math.inf, math.nan, math.pi, math.e, math.tau, math.isclose(0.1 + 0.2, 0.3), math.copysign(1, -0.0), math.fmod(-7, 3), math.modf(-3.25), math.frexp(10.0), math.ldexp(0.625, 4))
# expect: inf -inf nan 3.141592653589793 2.718281828459045 6.283185307179586 True -1.0 -1.0 (-0.25, -3.0) (0.625, 4) 10.0
print(math.hypot(3, 4), math.fsum([0.1] * 10), math.prod([1, 2, 3.5]), math.gcd(12, 18, 8), math.lcm(4, 6), math.perm(5, 2), math.dist((0, 0), (3, 4)), math.log(8, 2), math.log2(1024), math.log10(1000), math.log1p(0), math.exp(1) == math.e, math.cbrt(8.0), math.nextafter(1, 2), math.ulp(1.0), math.sumprod([1, 2], [3, 4]))
# expect: 5.0 1.0 7.0 2 12 20 5.0 3.0 10.0 3.0 0.0 True 2.0 1.0000000000000002 2.220446049250313e-16 11
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: round(float('nan')))  # expect: ValueError: cannot convert float NaN to integer
attempt(lambda: round(1.5, 'a'))  # expect: TypeError: 'str' object cannot be interpreted as an integer
attempt(lambda: round('a', 1))  # expect: TypeError: type str doesn't define __round__ method
attempt(lambda: math.floor('a'))  # expect: TypeError: must be real number, not str
attempt(lambda: math.floor(math.inf))  # expect: OverflowError: cannot convert float infinity to integer
attempt(lambda: math.exp(1000))  # expect: OverflowError: math range error
attempt(lambda: math.acos(2))  # expect: ValueError: math domain error
attempt(lambda: math.gcd(1.5))  # expect: TypeError: 'float' object cannot be interpreted as an integer
attempt(lambda: math.isqrt(-1))  # expect: ValueError: isqrt() argument must be nonnegative
attempt(lambda: math.sqrt('a'))  # expect: TypeError: must be real number, not str
attempt(lambda: math.factorial(1.5))  # expect: TypeError: 'float' object cannot be interpreted as an integer
attempt(lambda: math.pow(0, -1))  # expect: ValueError: math domain error
attempt(lambda: math.log(-1))  # expect: ValueError: math domain error
attempt(lambda: math.comb(5, -1))  # expect: ValueError: k must be a non-negative integer

# int: construction, methods, properties, bases, bool as a subclass.
print(int(), int(5.9), int(-5.9), int('42'), int(' -42 \n'), int('+7'), int('1_000'), int('101', 2), int('0x1f', 16), int('0o17', 0), int('z', 36), int(b'12'), int(True))
# expect: 0 5 -5 42 -42 7 1000 5 31 15 35 12 1
print((255).bit_length(), (0).bit_length(), (-255).bit_length(), (255).bit_count(), (10).conjugate(), (5).real, (5).imag, (5).numerator, (5).denominator, (7).as_integer_ratio(), (7).is_integer())
# expect: 8 0 8 8 10 5 0 5 1 (7, 1) True
print((1024).to_bytes(2, 'big'), (1024).to_bytes(4, 'little'), (-1).to_bytes(2, 'big', signed=True), (5).to_bytes(), int.from_bytes(b'\x04\x00'), int.from_bytes([1, 2], 'little'))
# expect: b'\x04\x00' b'\x00\x04\x00\x00' b'\xff\xff' b'\x05' 1024 513
print(bin(10), oct(10), hex(255), hex(-255), bin(0), format(10, 'b'), f'{255:x}', str(10), repr(-5), (5).__class__)
# expect: 0b1010 0o12 0xff -0xff 0b0 1010 ff 10 -5 <class 'int'>
print(divmod(17, 5), pow(2, 10), pow(2, 10, 1000), abs(-5), round(15, -1), round(25, -1), round(-15, -1), round(5), round(12345, -2))
# expect: (3, 2) 1024 24 5 20 20 -20 5 12300
print(True + 1, isinstance(True, int), bool.__bases__, True == 1, str(True), int(False), True & True, True ^ True, ~0, bool(2), bool('False'))
# expect: 2 True (<class 'int'>,) True True 0 True False -1 True True
print((5).__add__(3), (5).__add__('a'), (5).__radd__(3), int.__mul__(3, 4), (3).__eq__(3.0), (3).__lt__(4), (7).__floordiv__(2), (-7).__mod__(3), (2).__pow__(3, 5))
# expect: 8 NotImplemented 8 12 NotImplemented True 3 2 3
print(0xffff_ffff & ~0xff, 1 << 62, 1 << 63, -1 << 63, (1 << 64) - 1, 0x7fffffffffffffff + 1, -0x8000000000000000 - 1)
# expect: 4294967040 4611686018427387904 9223372036854775808 -9223372036854775808 18446744073709551615 9223372036854775808 -9223372036854775809
edge = 1 << 47
print(edge - 1, edge, -edge, -edge - 1, (edge - 1) + 1 == edge, edge * 2 // 2 - edge, (edge - 1) * (edge - 1), -edge * -edge, (edge - 1) << 1, abs(-edge), -(-edge))
# expect: 140737488355327 140737488355328 -140737488355328 -140737488355329 True 0 19807040628565802923409276929 19807040628566084398385987584 281474976710654 140737488355328 140737488355328
print(edge // -1, -edge // -1, -edge % 7, edge ^ -edge, edge & (edge - 1), ~edge, ~(edge - 1), divmod(-edge, 10), float(edge), edge == float(edge), hash(edge), int(str(-edge)))
# expect: -140737488355328 140737488355328 3 -281474976710656 0 -140737488355329 -140737488355328 (-14073748835533, 2) 140737488355328.0 True 140737488355328 -140737488355328
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: int('1.5'))  # expect: ValueError: invalid literal for int() with base 10: '1.5'
attempt(lambda: int(''))  # expect: ValueError: invalid literal for int() with base 10: ''
attempt(lambda: int('12', 2))  # expect: ValueError: invalid literal for int() with base 2: '12'
attempt(lambda: int('5', 37))  # expect: ValueError: int() base must be >= 2 and <= 36, or 0
attempt(lambda: int(1.5, 10))  # expect: TypeError: int() can't convert non-string with explicit base
attempt(lambda: int('1' * 5000))
# expect: ValueError: Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; use sys.set_int_max_str_digits() to increase the limit
attempt(lambda: str(10 ** 5000))
# expect: ValueError: Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit
attempt(lambda: (1).to_bytes(0, 'big'))  # expect: OverflowError: int too big to convert
attempt(lambda: (1).to_bytes(1, 'middle'))  # expect: ValueError: byteorder must be either 'little' or 'big'
attempt(lambda: int.from_bytes('a', 'big'))  # expect: TypeError: cannot convert 'str' object to bytes
attempt(lambda: int(x=5))  # expect: TypeError: int() got an unexpected keyword argument 'x'
attempt(lambda: (5).real.__set__)  # expect: AttributeError: 'int' object has no attribute '__set__'
attempt(lambda: setattr(5, 'real', 1))  # expect: AttributeError: attribute 'real' of 'int' objects is not writable
class Sub(int):
    def __repr__(self): return 'Sub'
    def __add__(self, o): return 'add'
print(Sub(5), Sub(5) + 1, 1 + Sub(5), [Sub(3)], Sub(5) * 2, f'{Sub(5)}', f'{Sub(5):d}', int(Sub(5)), Sub('7') == 7, {7: 'x'}[Sub(7)])
# expect: Sub add 6 [Sub] 10 Sub 5 5 True x

# Complex numbers.
z = 3 + 4j
print(z, -z, z.conjugate(), abs(z), z.real, z.imag, 1j ** 2, complex(1, -2))
# expect: (3+4j) (-3-4j) (3-4j) 5.0 3.0 4.0 (-1+0j) (1-2j)
print(z + 1, 1 - z, z * z, z / (1 - 2j), z ** 2, z == 3 + 4j, z != 3, 1 + 0j == 1)
# expect: (4+4j) (-2-4j) (-7+24j) (-1+2j) (-7+24j) True True True
print(1j, -1j, 0j, -0j, complex(-0.0, 1), complex(1, float('inf')), complex('1+2j'), complex(' -j '))
# expect: 1j (-0-1j) 0j (-0-0j) (-0+1j) (1+infj) (1+2j) -1j
print(hash(2 + 0j) == hash(2), bool(0j), bool(1j), repr(1e20j), str(1.5 - 0.5j))
# expect: True False True 1e+20j (1.5-0.5j)
print(format(z, '.2f'), f'{z:+}', f'{1234.5j:,}')  # expect: 3.00+4.00j (+3+4j) 1,234.5j
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: z < z)  # expect: TypeError: '<' not supported between instances of 'complex' and 'complex'
attempt(lambda: z // 1)  # expect: TypeError: unsupported operand type(s) for //: 'complex' and 'int'
attempt(lambda: z % 2)  # expect: TypeError: unsupported operand type(s) for %: 'complex' and 'int'
attempt(lambda: z / 0)  # expect: ZeroDivisionError: complex division by zero
attempt(lambda: int(z))
# expect: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'complex'
attempt(lambda: float(z))  # expect: TypeError: float() argument must be a string or a real number, not 'complex'
attempt(lambda: complex('1 + 2j'))  # expect: ValueError: complex() arg is a malformed string
attempt(lambda: complex('a'))  # expect: ValueError: complex() arg is a malformed string

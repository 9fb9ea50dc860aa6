# array: type codes, errors, slices, buffers, pickling.
import array as module
import copy
import pickle
from array import array


def attempt(action):
    try:
        return action()
    except Exception as error:
        return f'{type(error).__name__}: {error}'


for code in 'bBhHiIlLqQfdw':
    print(code, array(code).itemsize, attempt(lambda: array(code, [1])), attempt(lambda: array(code, [-1])), attempt(lambda: array(code, [2 ** 64])), attempt(lambda: array(code, 'x')))
# expect: b 1 array('b', [1]) array('b', [-1]) OverflowError: Python int too large to convert to C long TypeError: cannot use a str to initialize an array with typecode 'b'
# expect: B 1 array('B', [1]) OverflowError: unsigned byte integer is less than minimum OverflowError: Python int too large to convert to C long TypeError: cannot use a str to initialize an array with typecode 'B'
# expect: h 2 array('h', [1]) array('h', [-1]) OverflowError: Python int too large to convert to C long TypeError: cannot use a str to initialize an array with typecode 'h'
# expect: H 2 array('H', [1]) OverflowError: unsigned short is less than minimum OverflowError: Python int too large to convert to C long TypeError: cannot use a str to initialize an array with typecode 'H'
# expect: i 4 array('i', [1]) array('i', [-1]) OverflowError: Python int too large to convert to C long TypeError: cannot use a str to initialize an array with typecode 'i'
# expect: I 4 array('I', [1]) OverflowError: can't convert negative value to unsigned int OverflowError: Python int too large to convert to C unsigned long TypeError: cannot use a str to initialize an array with typecode 'I'
# expect: l 8 array('l', [1]) array('l', [-1]) OverflowError: Python int too large to convert to C long TypeError: cannot use a str to initialize an array with typecode 'l'
# expect: L 8 array('L', [1]) OverflowError: can't convert negative value to unsigned int OverflowError: Python int too large to convert to C unsigned long TypeError: cannot use a str to initialize an array with typecode 'L'
# expect: q 8 array('q', [1]) array('q', [-1]) OverflowError: int too big to convert TypeError: cannot use a str to initialize an array with typecode 'q'
# expect: Q 8 array('Q', [1]) OverflowError: can't convert negative int to unsigned OverflowError: int too big to convert TypeError: cannot use a str to initialize an array with typecode 'Q'
# expect: f 4 array('f', [1.0]) array('f', [-1.0]) array('f', [1.8446744073709552e+19]) TypeError: cannot use a str to initialize an array with typecode 'f'
# expect: d 8 array('d', [1.0]) array('d', [-1.0]) array('d', [1.8446744073709552e+19]) TypeError: cannot use a str to initialize an array with typecode 'd'
# expect: w 4 TypeError: array item must be unicode character TypeError: array item must be unicode character TypeError: array item must be unicode character array('w', 'x')
a = array('h', [1, 2, 3])
print(a, a.typecode, len(a), a[0], a[-1], a[::-1], a[1:], 2 in a, 9 in a)
# expect: array('h', [1, 2, 3]) h 3 1 3 array('h', [3, 2, 1]) array('h', [2, 3]) True False
for action in (lambda: a[5], lambda: a['x'], lambda: a + 1, lambda: a.pop(7), lambda: array('h').pop(), lambda: a.remove(9), lambda: a.index(9)):
    print(attempt(action))
# expect: IndexError: array index out of range
# expect: TypeError: array indices must be integers
# expect: TypeError: can only append array (not "int") to array
# expect: IndexError: pop index out of range
# expect: IndexError: pop from empty array
# expect: ValueError: array.remove(x): x not in array
# expect: ValueError: array.index(x): x not in array
for action in (lambda: a.frombytes(b'x'), lambda: a.fromlist([1, 'x']), lambda: a.tounicode(), lambda: hash(a), lambda: array('x'), lambda: array(), lambda: a.extend(array('b'))):
    print(attempt(action))
# expect: ValueError: bytes length not a multiple of item size
# expect: TypeError: 'str' object cannot be interpreted as an integer
# expect: ValueError: tounicode() may only be called on unicode type arrays ('u' or 'w')
# expect: TypeError: unhashable type: 'array.array'
# expect: ValueError: bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)
# expect: TypeError: array() takes at least 1 argument (0 given)
# expect: TypeError: can only extend with array of same kind
a[1:2] = array('h', [7, 8, 9])
a.insert(0, -1)
a.append(5)
a.extend(range(2))
print(a, a.pop(), a.pop(0), a.count(8), a.index(8))
# expect: array('h', [1, 7, 8, 9, 3, 5, 0]) 1 -1 1 2
a[::2] = array('h', [0, 0, 0, 0][:len(a[::2])])
del a[1::2]
print(a, a * 2, a + a, a == array('d', a), a < array('h', [9]))
# expect: array('h', [0, 0, 0, 0]) array('h', [0, 0, 0, 0, 0, 0, 0, 0]) array('h', [0, 0, 0, 0, 0, 0, 0, 0]) True True
a.byteswap()
a.reverse()
print(a.tolist(), a.tobytes())
# expect: [0, 0, 0, 0] b'\x00\x00\x00\x00\x00\x00\x00\x00'
view = memoryview(array('i', [1, -2, 3]))
print(view.format, view.itemsize, view.shape, view.tolist(), view[1])
# expect: i 4 (3,) [1, -2, 3] -2
print(attempt(lambda: view.obj.append(1)))
# expect: BufferError: cannot resize an array that is exporting buffers
view[0] = 10
print(view.obj, bytes(view[:1]), bytearray(view.obj))
# expect: array('i', [10, -2, 3]) b'\n\x00\x00\x00' bytearray(b'\n\x00\x00\x00\xfe\xff\xff\xff\x03\x00\x00\x00')
for protocol in (2, 3):
    print(pickle.loads(pickle.dumps(view.obj, protocol)))
# expect: array('i', [10, -2, 3])
# expect: array('i', [10, -2, 3])
print(copy.copy(view.obj), copy.deepcopy(view.obj), module.typecodes)
# expect: array('i', [10, -2, 3]) array('i', [10, -2, 3]) bBuwhHiIlLqQfd
print(module._array_reconstructor(array, 'h', 5, b'\1\2'), module._array_reconstructor(array, 'w', 19, b'\0a\xd8\x34\xdd\x20\0b'))
# expect: array('h', [258]) array('w', 'a𝄠b')
it = iter(array('b', b'abc'))
print(next(it), it.__reduce__(), list(it), it.__reduce__())
# expect: 97 (<built-in function iter>, (array('b', [97, 98, 99]),), 1) [98, 99] (<built-in function iter>, ((),))


class Named(array):
    pass


print(Named('b', [1]), Named('b', [1]) == array('b', [1]), isinstance(a, __import__('collections').abc.MutableSequence))
# expect: Named('b', [1]) True True

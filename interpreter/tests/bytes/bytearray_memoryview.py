# bytearray as a mutable sequence, memoryview over buffers.
a = bytearray(b'abc')
a.append(100); a += b'ef'; a.extend([103]); a.insert(0, 64); a[1] = 65
print(a, len(a), a.pop(), a.pop(0), a)  # expect: bytearray(b'Abcdef') 8 103 64 bytearray(b'Abcdef')
a[1:3] = b'XYZ'; print(a)  # expect: bytearray(b'AXYZdef')
a[::2] = b'....'[:len(a[::2])]; print(a)  # expect: bytearray(b'.X.Z.e.')
del a[0]; del a[1:3]; print(a)  # expect: bytearray(b'X.e.')
a.remove(ord('e')); a.reverse(); print(a, a.copy() is a, a == bytes(a))  # expect: bytearray(b'..X') False True
a.clear(); print(a, bytearray(3), bytearray('é', 'utf-8'), bytearray(b'x') * 3, bytearray(range(3)))
# expect: bytearray(b'') bytearray(b'\x00\x00\x00') bytearray(b'\xc3\xa9') bytearray(b'xxx') bytearray(b'\x00\x01\x02')
print(bytearray(b'a,b').split(b','), bytearray(b'Ab').upper(), b'-' + bytearray(b'a'), bytearray(b'a') + b'-', bytearray(b'abc').find(b'c'), hash(b'a') is not None)
# expect: [bytearray(b'a'), bytearray(b'b')] bytearray(b'AB') b'-a' bytearray(b'a-') 2 True
b = bytearray(b'0123456789')
m = memoryview(b)
m[0] = 90
m[2:4] = b'ZZ'
print(b, m[1], m[1:3].tobytes(), m[::-2].tolist(), len(m), m.format, m.itemsize, m.readonly, m.nbytes, m.shape, m.contiguous)
# expect: bytearray(b'Z1ZZ456789') 49 b'1Z' [57, 55, 53, 90, 49] 10 B 1 False 10 (10,) True
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: b.append(1))  # expect: BufferError: Existing exports of data: object cannot be re-sized
attempt(lambda: m.__setitem__(0, 300))  # expect: ValueError: memoryview: invalid value for format 'B'
attempt(lambda: m.__setitem__(slice(0, 2), b'abc'))
# expect: ValueError: memoryview assignment: lvalue and rvalue have different structures
attempt(lambda: memoryview(b'abc').__setitem__(0, 1))  # expect: TypeError: cannot modify read-only memory
attempt(lambda: m[20])  # expect: IndexError: index out of bounds on dimension 1
attempt(lambda: hash(m))  # expect: ValueError: cannot hash writable memoryview object
m.release()
attempt(lambda: m[0])  # expect: ValueError: operation forbidden on released memoryview object
b.append(33)
print(b)  # expect: bytearray(b'Z1ZZ456789!')
with memoryview(b'abcdefgh') as v:
    print(v.cast('H').tolist() == [25185, 25699, 26213, 26727], v.cast('B', (2, 4)).tolist(), v == b'abcdefgh', hash(v) == hash(b'abcdefgh'), v[2:].hex(), v.toreadonly().readonly)
# expect: True [[97, 98, 99, 100], [101, 102, 103, 104]] True True 636465666768 True
attempt(lambda: bytearray(b'a').append(256))  # expect: ValueError: byte must be in range(0, 256)
attempt(lambda: bytearray(b'a').append('a'))  # expect: TypeError: 'str' object cannot be interpreted as an integer
attempt(lambda: bytearray().pop())  # expect: IndexError: pop from empty bytearray
attempt(lambda: hash(bytearray()))  # expect: TypeError: unhashable type: 'bytearray'
attempt(lambda: bytearray(b'abc').__setitem__(slice(0, 4, 2), b'x'))
# expect: ValueError: attempt to assign bytes of size 1 to extended slice of size 2
attempt(lambda: bytearray('a'))  # expect: TypeError: string argument without an encoding
attempt(lambda: bytearray(b'a').remove(5))  # expect: ValueError: value not found in bytearray
attempt(lambda: bytearray(b'abc')[10])  # expect: IndexError: bytearray index out of range
import array
x = array.array('i', [1, 2, 3])
x.append(4); x[0] = 10
print(x, x.itemsize, memoryview(x).tolist(), x.tobytes()[:4], array.array('d', [1.5]) + array.array('d', [2]), x.index(3))
# expect: array('i', [10, 2, 3, 4]) 4 [10, 2, 3, 4] b'\n\x00\x00\x00' array('d', [1.5, 2.0]) 2
import struct
print(struct.pack('<IHb', 1, 2, -3), struct.unpack('>hI', b'\xff\xfe\x00\x00\x00\x07'), struct.calcsize('=bi'), struct.pack('<d', 1.5), struct.unpack('<3s?', b'abc\x01'))
# expect: b'\x01\x00\x00\x00\x02\x00\xfd' (-2, 7) 5 b'\x00\x00\x00\x00\x00\x00\xf8?' (b'abc', True)

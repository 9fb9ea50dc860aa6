"""Arrays of numbers, on a bytearray that `struct` reads and writes."""

import struct as _struct

typecodes = 'bBuwhHiIlLqQfd'
_FORMATS = {'b': 'b', 'B': 'B', 'h': 'h', 'H': 'H', 'i': 'i', 'I': 'I', 'l': 'q', 'L': 'Q', 'q': 'q', 'Q': 'Q', 'f': 'f', 'd': 'd',
            'u': 'I', 'w': 'I'}


class array:
    """array(typecode [, initializer]) -> array"""

    __hash__ = None

    def __new__(cls, typecode, initializer=(), /):
        if not isinstance(typecode, str) or len(typecode) != 1:
            raise TypeError(f'array() argument 1 must be a unicode character, not {type(typecode).__name__}')
        if typecode not in _FORMATS:
            raise ValueError('bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)')
        self = super().__new__(cls)
        self.typecode = typecode
        self._item = _struct.Struct('=' + _FORMATS[typecode])
        self.itemsize = self._item.size
        self._data = bytearray()
        if isinstance(initializer, (bytes, bytearray)):
            self.frombytes(initializer)
        elif isinstance(initializer, str):
            if typecode not in 'uw':
                raise TypeError(f"cannot use a str to initialize an array with typecode '{typecode}'")
            self.fromunicode(initializer)
        else:
            self.extend(initializer)
        return self

    def _pack(self, value):
        if self.typecode in 'uw':
            if not isinstance(value, str) or len(value) != 1:
                raise TypeError('array item must be a unicode character')
            return self._item.pack(ord(value))
        try:
            return self._item.pack(value)
        except _struct.error as error:
            if isinstance(value, (int, float)):
                raise OverflowError(str(error)) from None
            raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer") from None

    def _value(self, i):
        value = self._item.unpack_from(self._data, i * self.itemsize)[0]
        return chr(value) if self.typecode in 'uw' else value

    def __len__(self):
        return len(self._data) // self.itemsize

    def __getitem__(self, index):
        if isinstance(index, slice):
            result = array(self.typecode)
            for i in range(*index.indices(len(self))):
                result._data += self._data[i * self.itemsize:(i + 1) * self.itemsize]
            return result
        index = index.__index__()
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError('array index out of range')
        return self._value(index)

    def __setitem__(self, index, value):
        if isinstance(index, slice):
            if not isinstance(value, array):
                raise TypeError(f'can only assign array (not "{type(value).__name__}") to array slice')
            items = list(self)
            items[index] = list(value)
            self._data = bytearray(b''.join(map(self._pack, items)))
            return
        index = index.__index__()
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError('array assignment index out of range')
        self._data[index * self.itemsize:(index + 1) * self.itemsize] = self._pack(value)

    def __delitem__(self, index):
        items = list(self)
        del items[index]
        self._data = bytearray(b''.join(map(self._pack, items)))

    def __iter__(self):
        i = 0
        while i < len(self):
            yield self._value(i)
            i += 1

    def __contains__(self, value):
        return any(x == value for x in self)

    def __add__(self, other):
        if not isinstance(other, array):
            raise TypeError(f'can only append array (not "{type(other).__name__}") to array')
        result = array(self.typecode)
        result._data = self._data + other._data
        return result

    def __iadd__(self, other):
        self._data = (self + other)._data
        return self

    def __mul__(self, count):
        result = array(self.typecode)
        result._data = self._data * count
        return result

    __rmul__ = __mul__

    def __eq__(self, other):
        return list(self) == list(other) if isinstance(other, array) else NotImplemented

    def __lt__(self, other):
        return list(self) < list(other) if isinstance(other, array) else NotImplemented

    def __le__(self, other):
        return list(self) <= list(other) if isinstance(other, array) else NotImplemented

    def __gt__(self, other):
        return list(self) > list(other) if isinstance(other, array) else NotImplemented

    def __ge__(self, other):
        return list(self) >= list(other) if isinstance(other, array) else NotImplemented

    def __repr__(self):
        if not self._data:
            return f"array('{self.typecode}')"
        items = self.tounicode() if self.typecode in 'uw' else self.tolist()
        return f"array('{self.typecode}', {items!r})"

    def __buffer__(self, flags):
        view = memoryview(self._data)
        return view if self.itemsize == 1 and self.typecode == 'B' else view.cast(_FORMATS[self.typecode])

    def __reduce_ex__(self, protocol):
        return (array, (self.typecode, self.tolist()), None)

    def append(self, value, /):
        self._data += self._pack(value)

    def extend(self, items, /):
        if isinstance(items, array) and items.typecode != self.typecode:
            raise TypeError('can only extend with array of same kind')
        for value in items:
            self._data += self._pack(value)

    def insert(self, index, value, /):
        items = list(self)
        items.insert(index, value)
        self._data = bytearray(b''.join(map(self._pack, items)))

    def pop(self, index=-1, /):
        if not self._data:
            raise IndexError('pop from empty array')
        value = self[index]
        del self[index]
        return value

    def remove(self, value, /):
        for i, item in enumerate(self):
            if item == value:
                del self[i]
                return
        raise ValueError('array.remove(x): x not in array')

    def index(self, value, start=0, stop=None, /):
        return list(self).index(value, start, len(self) if stop is None else stop)

    def count(self, value, /):
        return sum(item == value for item in self)

    def reverse(self):
        self._data = bytearray(b''.join(map(self._pack, list(self)[::-1])))

    def tolist(self):
        return list(self)

    def fromlist(self, items, /):
        if not isinstance(items, list):
            raise TypeError('arg must be list')
        self.extend(items)

    def tobytes(self):
        return bytes(self._data)

    def frombytes(self, data, /):
        data = bytes(data)
        if len(data) % self.itemsize:
            raise ValueError('bytes length not a multiple of item size')
        self._data += data

    def tounicode(self):
        if self.typecode not in 'uw':
            raise ValueError('tounicode() may only be called on unicode type arrays')
        return ''.join(self)

    def fromunicode(self, text, /):
        for c in text:
            self.append(c)

    def byteswap(self):
        size = self.itemsize
        self._data = bytearray(b''.join(bytes(self._data[i:i + size][::-1]) for i in range(0, len(self._data), size)))

    def buffer_info(self):
        return (id(self._data), len(self))

    def tofile(self, file, /):
        file.write(self.tobytes())

    def fromfile(self, file, count, /):
        data = file.read(count * self.itemsize)
        self.frombytes(data)
        if len(data) < count * self.itemsize:
            raise EOFError('read() didn\'t return enough bytes')

    def __copy__(self):
        return self[:]

    def __deepcopy__(self, memo):
        return self[:]


ArrayType = array

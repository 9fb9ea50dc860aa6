# Special methods: containers, calls, attribute access, formatting, sizes.
class Box:
    def __init__(self): self.data = {}
    def __getitem__(self, key): return ('get', key)
    def __setitem__(self, key, value): self.data[repr(key)] = value
    def __delitem__(self, key): print('del', key)
    def __contains__(self, item): return item == 5
    def __len__(self): return 42
    def __call__(self, *args, **kwargs): return args, kwargs
    def __format__(self, spec): return f'<{spec}>'
    def __str__(self): return 'str of box'
    def __repr__(self): return 'repr of box'
    def __bytes__(self): return b'box'
    def __hash__(self): return 99
    def __dir__(self): return ['z', 'a']
    def __sizeof__(self): return 1000
    def __reversed__(self): return 'reversed'
    def __length_hint__(self): return 3
    def __class_getitem__(cls, item): return cls.__name__, item
b = Box()
print(b[1], b[1:2], b[1, 2], b[::], b[..., 1:], b['a'])
# expect: ('get', 1) ('get', slice(1, 2, None)) ('get', (1, 2)) ('get', slice(None, None, None)) ('get', (Ellipsis, slice(1, None, None))) ('get', 'a')
b[0] = 1; b[1:2] = 2; b[3, 4] = 3
print(b.data)  # expect: {'0': 1, 'slice(1, 2, None)': 2, '(3, 4)': 3}
del b[7], b[1:]
# expect: del 7
# expect: del slice(1, None, None)
print(5 in b, 6 in b, len(b), b(1, x=2), f'{b:spec}', format(b), f'{b!r:>15}|{b!s}')
# expect: True False 42 ((1,), {'x': 2}) <spec> <>     repr of box|str of box
print(str(b), [b], '%s %r' % (b, b), bytes(b), hash(b), dir(b), reversed(b), Box[int])
# expect: str of box [repr of box] str of box repr of box b'box' 99 ['a', 'z'] reversed ('Box', <class 'int'>)
class Old:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * i
print(list(Old()), 9 in Old(), 5 in Old(), [*Old()], max(Old()), list(reversed([1])))
# expect: [0, 1, 4, 9] True False [0, 1, 4, 9] 9 [1]
class Wrong:
    def __len__(self): return 'x'
    def __str__(self): return 5
    def __hash__(self): return 'h'
    def __repr__(self): return None
    def __iter__(self): return 5
    def __contains__(self, x): return 'yes'
    def __index__(self): return 1.5
    def __bytes__(self): return 'b'
    def __format__(self, s): return 5
    def __int__(self): return 'i'
    def __float__(self): return 1
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
w = Wrong()
attempt(lambda: len(w))  # expect: TypeError: 'str' object cannot be interpreted as an integer
attempt(lambda: str(w))  # expect: TypeError: __str__ returned non-string (type int)
attempt(lambda: hash(w))  # expect: TypeError: __hash__ method should return an integer
attempt(lambda: repr(w))  # expect: TypeError: __repr__ returned non-string (type NoneType)
attempt(lambda: iter(w))  # expect: TypeError: iter() returned non-iterator of type 'int'
attempt(lambda: 1 in w)  # expect: True
attempt(lambda: [1][w])  # expect: TypeError: __index__ returned non-int (type float)
attempt(lambda: bytes(w))  # expect: TypeError: __bytes__ returned non-bytes (type str)
attempt(lambda: format(w))  # expect: TypeError: __format__ must return a str, not int
attempt(lambda: int(w))  # expect: TypeError: __int__ returned non-int (type str)
attempt(lambda: float(w))  # expect: TypeError: Wrong.__float__ returned non-float (type int)
class None_:
    __iter__ = None
    __contains__ = None
    __hash__ = None
    __add__ = None
attempt(lambda: iter(None_()))  # expect: TypeError: 'None_' object is not iterable
attempt(lambda: 1 in None_())  # expect: TypeError: 'None_' object is not a container
attempt(lambda: hash(None_()))  # expect: TypeError: unhashable type: 'None_'
attempt(lambda: None_() + 1)  # expect: TypeError: 'NoneType' object is not callable
attempt(lambda: format([], 'x'))  # expect: TypeError: unsupported format string passed to list.__format__
class Instance: pass
i = Instance()
i.__len__ = lambda: 5
attempt(lambda: len(i))  # expect: TypeError: object of type 'Instance' has no len()

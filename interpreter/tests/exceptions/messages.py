# Messages of common errors that programs show to their users.
def attempt(f):
    try:
        print('no error:', f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
import math
attempt(lambda: undefined)  # expect: NameError: name 'undefined' is not defined
attempt(lambda: int('12x'))  # expect: ValueError: invalid literal for int() with base 10: '12x'
attempt(lambda: int('é'))  # expect: ValueError: invalid literal for int() with base 10: 'é'
attempt(lambda: int(None))
# expect: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
attempt(lambda: int([]))
# expect: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'
attempt(lambda: int('5', 99))  # expect: ValueError: int() base must be >= 2 and <= 36, or 0
attempt(lambda: int(5, 10))  # expect: TypeError: int() can't convert non-string with explicit base
attempt(lambda: float([]))  # expect: TypeError: float() argument must be a string or a real number, not 'list'
attempt(lambda: float('x'))  # expect: ValueError: could not convert string to float: 'x'
attempt(lambda: 'a'.foo)  # expect: AttributeError: 'str' object has no attribute 'foo'
attempt(lambda: None.foo)  # expect: AttributeError: 'NoneType' object has no attribute 'foo'
attempt(lambda: [].foo)  # expect: AttributeError: 'list' object has no attribute 'foo'
attempt(lambda: math.foo)  # expect: AttributeError: module 'math' has no attribute 'foo'
attempt(lambda: len.foo)  # expect: AttributeError: 'builtin_function_or_method' object has no attribute 'foo'
attempt(lambda: (1).foo)  # expect: AttributeError: 'int' object has no attribute 'foo'
attempt(lambda: type.foo)  # expect: AttributeError: type object 'type' has no attribute 'foo'
attempt(lambda: {}['key'])  # expect: KeyError: 'key'
attempt(lambda: {}[(1, 2)])  # expect: KeyError: (1, 2)
attempt(lambda: [].pop())  # expect: IndexError: pop from empty list
attempt(lambda: [1].pop(5))  # expect: IndexError: pop index out of range
attempt(lambda: {}.popitem())  # expect: KeyError: 'popitem(): dictionary is empty'
attempt(lambda: set().pop())  # expect: KeyError: 'pop from an empty set'
attempt(lambda: {1}.remove(2))  # expect: KeyError: 2
attempt(lambda: [].remove(1))  # expect: ValueError: list.remove(x): x not in list
attempt(lambda: [].index(1))  # expect: ValueError: 1 is not in list
attempt(lambda: (1,).index(2))  # expect: ValueError: tuple.index(x): x not in tuple
attempt(lambda: 'abc'.index('z'))  # expect: ValueError: substring not found
attempt(lambda: {[]: 1})  # expect: TypeError: unhashable type: 'list'
attempt(lambda: {[1]})  # expect: TypeError: unhashable type: 'list'
attempt(lambda: hash({}))  # expect: TypeError: unhashable type: 'dict'
attempt(lambda: iter(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: next([]))  # expect: TypeError: 'list' object is not an iterator
attempt(lambda: list(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: dict([1]))  # expect: TypeError: cannot convert dictionary update sequence element #0 to a sequence
attempt(lambda: dict([(1, 2, 3)]))
# expect: ValueError: dictionary update sequence element #0 has length 3; 2 is required
attempt(lambda: dict(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: tuple(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: set(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: sum(['a']))  # expect: TypeError: unsupported operand type(s) for +: 'int' and 'str'
attempt(lambda: sum(['a'], ''))  # expect: TypeError: sum() can't sum strings [use ''.join(seq) instead]
attempt(lambda: max([]))  # expect: ValueError: max() iterable argument is empty
attempt(lambda: max(1))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: min())  # expect: TypeError: min expected at least 1 argument, got 0
attempt(lambda: chr(-1))  # expect: ValueError: chr() arg not in range(0x110000)
attempt(lambda: chr(1114112))  # expect: ValueError: chr() arg not in range(0x110000)
attempt(lambda: ord('ab'))  # expect: TypeError: ord() expected a character, but string of length 2 found
attempt(lambda: ord(5))  # expect: TypeError: ord() expected string of length 1, but int found
attempt(lambda: range(1, 2, 0))  # expect: ValueError: range() arg 3 must not be zero
attempt(lambda: range('a'))  # expect: TypeError: 'str' object cannot be interpreted as an integer
attempt(lambda: range())  # expect: TypeError: range expected at least 1 argument, got 0
attempt(lambda: 'a'.encode('no-such'))  # expect: LookupError: unknown encoding: no-such
attempt(lambda: 'é'.encode('ascii'))
# expect: UnicodeEncodeError: 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
attempt(lambda: b'\xff'.decode())
# expect: UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
attempt(lambda: b'ab\xe9'.decode('ascii'))
# expect: UnicodeDecodeError: 'ascii' codec can't decode byte 0xe9 in position 2: ordinal not in range(128)
attempt(lambda: '%d' % 'a')  # expect: TypeError: %d format: a real number is required, not str
attempt(lambda: '%d %d' % 1)  # expect: TypeError: not enough arguments for format string
attempt(lambda: '%d' % (1, 2))  # expect: TypeError: not all arguments converted during string formatting
attempt(lambda: '%z' % 1)  # expect: ValueError: unsupported format character 'z' (0x7a) at index 1
attempt(lambda: '{}'.format())  # expect: IndexError: Replacement index 0 out of range for positional args tuple
attempt(lambda: '{a}'.format(1))  # expect: KeyError: 'a'
attempt(lambda: '{0.x}'.format(1))  # expect: AttributeError: 'int' object has no attribute 'x'
attempt(lambda: '{:d}'.format('a'))  # expect: ValueError: Unknown format code 'd' for object of type 'str'
attempt(lambda: '{'.format())  # expect: ValueError: Single '{' encountered in format string
attempt(lambda: f'{1:q}')  # expect: ValueError: Unknown format code 'q' for object of type 'int'
attempt(lambda: 'a' in 5)  # expect: TypeError: argument of type 'int' is not iterable
attempt(lambda: isinstance(1, 5))  # expect: TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
attempt(lambda: issubclass(1, int))  # expect: TypeError: issubclass() arg 1 must be a class
attempt(lambda: sorted([1, 'a']))  # expect: TypeError: '<' not supported between instances of 'str' and 'int'
attempt(lambda: math.sqrt(-1))  # expect: ValueError: math domain error
attempt(lambda: math.log(0))  # expect: ValueError: math domain error
attempt(lambda: math.factorial(-1))  # expect: ValueError: factorial() not defined for negative values
attempt(lambda: __import__('no_such_module'))  # expect: ModuleNotFoundError: No module named 'no_such_module'
attempt(lambda: exec('from sys import nothing'))
# expect: ImportError: cannot import name 'nothing' from 'sys' (unknown location)
attempt(lambda: open('/no/such/file'))
# expect: FileNotFoundError: [Errno 2] No such file or directory: '/no/such/file'
attempt(lambda: 'x'.join([1]))  # expect: TypeError: sequence item 0: expected str instance, int found
attempt(lambda: ''.join(5))  # expect: TypeError: can only join an iterable
attempt(lambda: b''.join(['a']))  # expect: TypeError: sequence item 0: expected a bytes-like object, str found
attempt(lambda: 'a'.split(''))  # expect: ValueError: empty separator
attempt(lambda: 'a'.replace('b'))  # expect: TypeError: replace() takes at least 2 positional arguments (1 given)
attempt(lambda: 'a' % 1)  # expect: TypeError: not all arguments converted during string formatting
attempt(lambda: zip([1], [1, 2], strict=True).__class__ and list(zip([1], [1, 2], strict=True)))
# expect: ValueError: zip() argument 2 is longer than argument 1
attempt(lambda: list(map(len)))  # expect: TypeError: map() must have at least two arguments.
attempt(lambda: enumerate())  # expect: TypeError: enumerate() missing required argument 'iterable'
attempt(lambda: reversed({1}))  # expect: TypeError: 'set' object is not reversible
attempt(lambda: round('a'))  # expect: TypeError: type str doesn't define __round__ method
attempt(lambda: abs('a'))  # expect: TypeError: bad operand type for abs(): 'str'
attempt(lambda: divmod(1, 'a'))  # expect: TypeError: unsupported operand type(s) for divmod(): 'int' and 'str'
attempt(lambda: bin(1.5))  # expect: TypeError: 'float' object cannot be interpreted as an integer
attempt(lambda: memoryview(5))  # expect: TypeError: memoryview: a bytes-like object is required, not 'int'
attempt(lambda: complex('a'))  # expect: ValueError: complex() arg is a malformed string
attempt(lambda: compile('x', 's', 'bad'))  # expect: ValueError: compile() mode must be 'exec', 'eval' or 'single'
attempt(lambda: eval('1 +'))  # expect: SyntaxError: invalid syntax (<string>, line 1)
attempt(lambda: vars(5))  # expect: TypeError: vars() argument must have __dict__ attribute
attempt(lambda: input.foo)  # expect: AttributeError: 'builtin_function_or_method' object has no attribute 'foo'

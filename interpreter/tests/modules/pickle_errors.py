# What _pickle says about bad pickles and about objects that cannot be pickled.
import _pickle as pickle
import copyreg
import io


def attempt(function, *args, **kwargs):
    try:
        print('gives', function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, '|', error)


for data in (
    b'', b'.', b'N', b'(.', b'a.', b'(N.', b'Na.', b'e.', b't.', b'0.', b'1.', b'2.', b'(2.', b's.', b'Ns.', b'NNs.', b'u.',
    b'}(Nu.', b'(Nd.', b'b.', b'Nb.', b'NNb.', b'}NNNb.', b'R.', b'NR.', b'NNR.', b'cbuiltins\nint\nNR.', b'cbuiltins\nint\n)R.',
    b'cbuiltins\nnope\n.', b'cnomod\nx\n.', b'c\nx\n.', b'g1\n.', b'h\x01.', b'j\x01\x00\x00\x00.', b'gx\n.', b'px\n.', b'p-1\n.',
    b'Np-1\n.', b'p1\n.', b'q\x01.', b'r\x01\x00\x00\x00.', b'\x94.', b'I\n.', b'Ix\n.', b'I01\n.', b'I00\n.', b'I0x10\n.',
    b'I99999999999999999999\n.', b'I02\n.', b'I1', b'L\n.', b'Lx\n.', b'L5L\n.', b'L5\n.', b'F\n.', b'F1.5\n.', b'G123', b'K',
    b'M\x01', b'J\x01', b'\x8a\x05\x01.', b'\x8a\x00.', b'\x8b\xff\xff\xff\xff.', b'\x8a\x01\xff.', b'S\n.', b"S'a\n.",
    b"S'a'\n.", b'S"a\\x41"\n.', b"S'\xe9'\n.", b'Sa\n.', b'T\x01\x00\x00\x00a.', b'U\x01\xe9.', b'V\n.', b'Va\\u1234\n.',
    b'V\\u12\n.', b'X\x01\x00\x00\x00\xe9.', b'X\x02\x00\x00\x00\xc3\xa9.', b'B\x05\x00\x00\x00a.', b'C\x01a.',
    b'\x8e\xff\xff\xff\xff\xff\xff\xff\xff.', b'\x8d\xff\xff\xff\xff\xff\xff\xff\xff.', b'\x96\xff\xff\xff\xff\xff\xff\xff\xff.',
    b'\x8e\xff\xff\xff\xff\x00\x00\x00\x00.', b'\x95\xff\xff\xff\xff\xff\xff\xff\xff.', b'\x95\x05\x00\x00\x00\x00\x00\x00\x00N.',
    b'\x95\x02\x00\x00\x00\x00\x00\x00\x00N.', b'\x80\x06.', b'\x80\x05N.', b'\x80', b'\xff.', b"'.", b'\\.', b'\x00.', b'z.',
    b'P\n.', b'Q.', b'NQ.', b'Pa\n.', b'\x82\x00.', b'\x82\x01.', b'\x83\x01\x01.', b'\x84\xff\xff\xff\xff.', b'\x81.', b'N\x81.',
    b'NN\x81.', b'NNN\x92.', b'cbuiltins\nint\nN\x81.', b'cbuiltins\nint\n)N\x92.', b'cbuiltins\nlen\n)\x81.', b'NN\x93.',
    b'(icollections\nOrderedDict\n.', b'(i\nx\n.', b'(cbuiltins\nlist\no.', b'(o.', b'o.', b'(lp0\n.', b'(K\x01K\x02l.',
    b'(K\x01K\x02t.', b'(K\x01K\x02d.', b'](K\x01K\x02e.', b'N(K\x01e.', b'NK\x01a.', b'}K\x01K\x02s.', b'\x8f(K\x01K\x01\x90.',
    b'N(K\x01\x90.', b'\x90.', b'(K\x01\x91.', b'(]\x91.', b'(}\x90.', b'\x97.', b'\x98.', b'N\x98.', b'C\x01a\x98.',
    b'K\x012\x86.', b'K\x01\x85.', b'\x87.', b'(\x86.', b'N(0.', b'N00.', b'(K\x01(1.', b'\x88\x89\x86.', 'str', 5,
    b'(dp0\nI1\nI2\ns.', b'c__builtin__\nxrange\n(I1\nI2\nI3\ntR.', b'\x80\x03c__builtin__\nxrange\n.', b'\x8c\x01ahh',
    b'](](K\x01ee.', b'}(K\x01](K\x02eu.',
):
    attempt(pickle.loads, data)
    if isinstance(data, bytes):
        attempt(pickle.load, io.BytesIO(data))
# expect: EOFError | Ran out of input
# expect: EOFError | Ran out of input
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: EOFError | Ran out of input
# expect: EOFError | Ran out of input
# expect: UnpicklingError | unexpected MARK found
# expect: UnpicklingError | unexpected MARK found
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: gives None
# expect: gives None
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | could not find MARK
# expect: UnpicklingError | could not find MARK
# expect: UnpicklingError | could not find MARK
# expect: UnpicklingError | could not find MARK
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | could not find MARK
# expect: UnpicklingError | could not find MARK
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unexpected MARK found
# expect: UnpicklingError | unexpected MARK found
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | could not find MARK
# expect: UnpicklingError | could not find MARK
# expect: UnpicklingError | odd number of items for SETITEMS
# expect: UnpicklingError | odd number of items for SETITEMS
# expect: UnpicklingError | odd number of items for DICT
# expect: UnpicklingError | odd number of items for DICT
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: gives None
# expect: gives None
# expect: gives None
# expect: gives None
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: TypeError | argument list must be a tuple
# expect: TypeError | argument list must be a tuple
# expect: TypeError | argument list must be a tuple
# expect: TypeError | argument list must be a tuple
# expect: gives 0
# expect: gives 0
# expect: AttributeError | Can't get attribute 'nope' on <module 'builtins' (built-in)>
# expect: AttributeError | Can't get attribute 'nope' on <module 'builtins' (built-in)>
# expect: ModuleNotFoundError | No module named 'nomod'
# expect: ModuleNotFoundError | No module named 'nomod'
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | Memo value not found at index 1
# expect: UnpicklingError | Memo value not found at index 1
# expect: UnpicklingError | Memo value not found at index 1
# expect: UnpicklingError | Memo value not found at index 1
# expect: UnpicklingError | Memo value not found at index 1
# expect: UnpicklingError | Memo value not found at index 1
# expect: ValueError | invalid literal for int() with base 10: 'x\n'
# expect: ValueError | invalid literal for int() with base 10: 'x\n'
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: ValueError | negative PUT argument
# expect: ValueError | negative PUT argument
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | pickle data was truncated
# expect: ValueError | could not convert string to int
# expect: ValueError | could not convert string to int
# expect: gives True
# expect: gives True
# expect: gives False
# expect: gives False
# expect: gives 16
# expect: gives 16
# expect: gives 99999999999999999999
# expect: gives 99999999999999999999
# expect: gives 2
# expect: gives 2
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | pickle data was truncated
# expect: ValueError | invalid literal for int() with base 10: 'x\n'
# expect: ValueError | invalid literal for int() with base 10: 'x\n'
# expect: gives 5
# expect: gives 5
# expect: gives 5
# expect: gives 5
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | pickle data was truncated
# expect: gives 1.5
# expect: gives 1.5
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | pickle data was truncated
# expect: gives 0
# expect: gives 0
# expect: UnpicklingError | LONG pickle has negative byte count
# expect: UnpicklingError | LONG pickle has negative byte count
# expect: gives -1
# expect: gives -1
# expect: UnpicklingError | the STRING opcode argument must be quoted
# expect: UnpicklingError | the STRING opcode argument must be quoted
# expect: UnpicklingError | the STRING opcode argument must be quoted
# expect: UnpicklingError | the STRING opcode argument must be quoted
# expect: gives a
# expect: gives a
# expect: gives aA
# expect: gives aA
# expect: UnicodeDecodeError | 'ascii' codec can't decode byte 0xe9 in position 0: ordinal not in range(128)
# expect: UnicodeDecodeError | 'ascii' codec can't decode byte 0xe9 in position 0: ordinal not in range(128)
# expect: UnpicklingError | the STRING opcode argument must be quoted
# expect: UnpicklingError | the STRING opcode argument must be quoted
# expect: gives a
# expect: gives a
# expect: UnicodeDecodeError | 'ascii' codec can't decode byte 0xe9 in position 0: ordinal not in range(128)
# expect: UnicodeDecodeError | 'ascii' codec can't decode byte 0xe9 in position 0: ordinal not in range(128)
# expect: gives 
# expect: gives 
# expect: gives aሴ
# expect: gives aሴ
# expect: UnicodeDecodeError | 'rawunicodeescape' codec can't decode bytes in position 0-3: truncated \uXXXX escape
# expect: UnicodeDecodeError | 'rawunicodeescape' codec can't decode bytes in position 0-3: truncated \uXXXX escape
# expect: UnicodeDecodeError | 'utf-8' codec can't decode byte 0xe9 in position 0: unexpected end of data
# expect: UnicodeDecodeError | 'utf-8' codec can't decode byte 0xe9 in position 0: unexpected end of data
# expect: gives é
# expect: gives é
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | pickle data was truncated
# expect: gives b'a'
# expect: gives b'a'
# expect: OverflowError | BINBYTES exceeds system's maximum size of 9223372036854775807 bytes
# expect: OverflowError | BINBYTES exceeds system's maximum size of 9223372036854775807 bytes
# expect: OverflowError | BINUNICODE exceeds system's maximum size of 9223372036854775807 bytes
# expect: OverflowError | BINUNICODE exceeds system's maximum size of 9223372036854775807 bytes
# expect: OverflowError | BYTEARRAY8 exceeds system's maximum size of 9223372036854775807 bytes
# expect: OverflowError | BYTEARRAY8 exceeds system's maximum size of 9223372036854775807 bytes
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | pickle data was truncated
# expect: OverflowError | FRAME length exceeds system's maximum of 9223372036854775807 bytes
# expect: OverflowError | FRAME length exceeds system's maximum of 9223372036854775807 bytes
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | pickle data was truncated
# expect: gives None
# expect: gives None
# expect: ValueError | unsupported pickle protocol: 6
# expect: ValueError | unsupported pickle protocol: 6
# expect: gives None
# expect: gives None
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | invalid load key, '\xff'.
# expect: UnpicklingError | invalid load key, '\xff'.
# expect: UnpicklingError | invalid load key, '\x27'.
# expect: UnpicklingError | invalid load key, '\x27'.
# expect: UnpicklingError | invalid load key, '\x5c'.
# expect: UnpicklingError | invalid load key, '\x5c'.
# expect: UnpicklingError | invalid load key, '\x00'.
# expect: UnpicklingError | invalid load key, '\x00'.
# expect: UnpicklingError | invalid load key, 'z'.
# expect: UnpicklingError | invalid load key, 'z'.
# expect: UnpicklingError | A load persistent id instruction was encountered, but no persistent_load function was specified.
# expect: UnpicklingError | A load persistent id instruction was encountered, but no persistent_load function was specified.
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | A load persistent id instruction was encountered, but no persistent_load function was specified.
# expect: UnpicklingError | A load persistent id instruction was encountered, but no persistent_load function was specified.
# expect: UnpicklingError | A load persistent id instruction was encountered, but no persistent_load function was specified.
# expect: UnpicklingError | A load persistent id instruction was encountered, but no persistent_load function was specified.
# expect: UnpicklingError | EXT specifies code <= 0
# expect: UnpicklingError | EXT specifies code <= 0
# expect: ValueError | unregistered extension code 1
# expect: ValueError | unregistered extension code 1
# expect: ValueError | unregistered extension code 257
# expect: ValueError | unregistered extension code 257
# expect: UnpicklingError | EXT specifies code <= 0
# expect: UnpicklingError | EXT specifies code <= 0
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | NEWOBJ class argument must be a type, not NoneType
# expect: UnpicklingError | NEWOBJ class argument must be a type, not NoneType
# expect: UnpicklingError | NEWOBJ_EX class argument must be a type, not NoneType
# expect: UnpicklingError | NEWOBJ_EX class argument must be a type, not NoneType
# expect: UnpicklingError | NEWOBJ args argument must be a tuple, not NoneType
# expect: UnpicklingError | NEWOBJ args argument must be a tuple, not NoneType
# expect: UnpicklingError | NEWOBJ_EX kwargs argument must be a dict, not NoneType
# expect: UnpicklingError | NEWOBJ_EX kwargs argument must be a dict, not NoneType
# expect: UnpicklingError | NEWOBJ class argument must be a type, not builtin_function_or_method
# expect: UnpicklingError | NEWOBJ class argument must be a type, not builtin_function_or_method
# expect: UnpicklingError | STACK_GLOBAL requires str
# expect: UnpicklingError | STACK_GLOBAL requires str
# expect: gives OrderedDict()
# expect: gives OrderedDict()
# expect: UnpicklingError | pickle data was truncated
# expect: UnpicklingError | pickle data was truncated
# expect: gives []
# expect: gives []
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | could not find MARK
# expect: UnpicklingError | could not find MARK
# expect: gives []
# expect: gives []
# expect: gives [1, 2]
# expect: gives [1, 2]
# expect: gives (1, 2)
# expect: gives (1, 2)
# expect: gives {1: 2}
# expect: gives {1: 2}
# expect: gives [1, 2]
# expect: gives [1, 2]
# expect: AttributeError | 'NoneType' object has no attribute 'append'
# expect: AttributeError | 'NoneType' object has no attribute 'append'
# expect: AttributeError | 'NoneType' object has no attribute 'append'
# expect: AttributeError | 'NoneType' object has no attribute 'append'
# expect: gives {1: 2}
# expect: gives {1: 2}
# expect: gives {1}
# expect: gives {1}
# expect: AttributeError | 'NoneType' object has no attribute 'add'
# expect: AttributeError | 'NoneType' object has no attribute 'add'
# expect: UnpicklingError | could not find MARK
# expect: UnpicklingError | could not find MARK
# expect: gives frozenset({1})
# expect: gives frozenset({1})
# expect: TypeError | unhashable type: 'list'
# expect: TypeError | unhashable type: 'list'
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | pickle stream refers to out-of-band data but no *buffers* argument was given
# expect: UnpicklingError | pickle stream refers to out-of-band data but no *buffers* argument was given
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: TypeError | memoryview: a bytes-like object is required, not 'NoneType'
# expect: TypeError | memoryview: a bytes-like object is required, not 'NoneType'
# expect: gives b'a'
# expect: gives b'a'
# expect: gives (1, 1)
# expect: gives (1, 1)
# expect: gives (1,)
# expect: gives (1,)
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unexpected MARK found
# expect: UnpicklingError | unexpected MARK found
# expect: gives None
# expect: gives None
# expect: UnpicklingError | unpickling stack underflow
# expect: UnpicklingError | unpickling stack underflow
# expect: gives 1
# expect: gives 1
# expect: gives (True, False)
# expect: gives (True, False)
# expect: TypeError | a bytes-like object is required, not 'str'
# expect: TypeError | a bytes-like object is required, not 'int'
# expect: gives {1: 2}
# expect: gives {1: 2}
# expect: gives range(1, 2, 3)
# expect: gives range(1, 2, 3)
# expect: ModuleNotFoundError | No module named '__builtin__'
# expect: ModuleNotFoundError | No module named '__builtin__'
# expect: UnpicklingError | Memo value not found at index 104
# expect: UnpicklingError | Memo value not found at index 104
# expect: gives [[1]]
# expect: gives [[1]]
# expect: gives {1: [2]}
# expect: gives {1: [2]}

for option in {'encoding': 'latin1'}, {'encoding': 'bytes'}, {'errors': 'replace'}, {'encoding': 5}, {'errors': 5}:
    attempt(pickle.loads, b'U\x01\xe9.', **option)
# expect: gives é
# expect: gives b'\xe9'
# expect: gives �
# expect: TypeError | loads() argument 'encoding' must be str, not int
# expect: TypeError | loads() argument 'errors' must be str, not int
attempt(pickle.load, 5)  # expect: TypeError | file must have 'read' and 'readline' attributes
attempt(pickle.Pickler, 5)  # expect: TypeError | file must have a 'write' attribute
for protocol in 6, -1, 'x':
    attempt(pickle.dumps, 1, protocol)
# expect: ValueError | pickle protocol must be <= 5
# expect: gives b'\x80\x05K\x01.'
# expect: TypeError | 'str' object cannot be interpreted as an integer
attempt(pickle.dumps, 1, 4, buffer_callback=print)  # expect: ValueError | buffer_callback needs protocol >= 5
attempt(pickle.dumps)  # expect: TypeError | dumps() missing required argument 'obj' (pos 1)
attempt(pickle.Unpickler.load, pickle.Unpickler.__new__(pickle.Unpickler))
# expect: UnpicklingError | Unpickler.__init__() was not called by _pickle.Unpickler.__init__()
attempt(pickle.Pickler.dump, pickle.Pickler.__new__(pickle.Pickler), 1)
# expect: PicklingError | Pickler.__init__() was not called by _pickle.Pickler.__init__()


def reducing(value):
    class Reduced:
        def __reduce__(self):
            return value
        __repr__ = lambda self: 'reduced'
    return Reduced()


for value in (
    5, (), (1,), (int,), (int, 5), (5, ()), (int, (), None, 5), (int, (), None, None, 5), (int, (), None, None, None, 5), (int, (), 1, 2, 3, 4, 5),
    'nope', (dict, (), None, None, iter([5])), (dict, (), None, None, iter([(1,)])), (copyreg.__newobj__, ()), (copyreg.__newobj__, (5,)),
    (copyreg.__newobj__, (int,)), (copyreg.__newobj_ex__, (1,)), (copyreg.__newobj_ex__, (1, 2, 3)), (copyreg.__newobj_ex__, (int, 2, 3)),
    (copyreg.__newobj_ex__, (int, (), 3)),
):
    attempt(pickle.dumps, reducing(value), 4)
# expect: PicklingError | __reduce__ must return a string or tuple
# expect: PicklingError | tuple returned by __reduce__ must contain 2 through 6 elements
# expect: PicklingError | tuple returned by __reduce__ must contain 2 through 6 elements
# expect: PicklingError | tuple returned by __reduce__ must contain 2 through 6 elements
# expect: PicklingError | second item of the tuple returned by __reduce__ must be a tuple
# expect: PicklingError | first item of the tuple returned by __reduce__ must be callable
# expect: PicklingError | fourth element of the tuple returned by __reduce__ must be an iterator, not int
# expect: PicklingError | fifth element of the tuple returned by __reduce__ must be an iterator, not int
# expect: PicklingError | sixth element of the tuple returned by __reduce__ must be a function, not int
# expect: PicklingError | tuple returned by __reduce__ must contain 2 through 6 elements
# expect: PicklingError | Can't pickle reduced: attribute lookup nope on __main__ failed
# expect: TypeError | dict items iterator must return 2-tuples
# expect: TypeError | dict items iterator must return 2-tuples
# expect: PicklingError | __newobj__ arglist is empty
# expect: PicklingError | args[0] from __newobj__ args is not a type
# expect: PicklingError | args[0] from __newobj__ args has the wrong class
# expect: PicklingError | length of the NEWOBJ_EX argument tuple must be exactly 3, not 1
# expect: PicklingError | first item from NEWOBJ_EX argument tuple must be a class, not int
# expect: PicklingError | second item from NEWOBJ_EX argument tuple must be a tuple, not int
# expect: PicklingError | third item from NEWOBJ_EX argument tuple must be a dict, not int


def outer():
    def inner(): pass
    return inner


class Moved: pass
class Moved: pass
attempt(pickle.dumps, outer())  # expect: AttributeError | Can't get local object 'outer.<locals>.inner'
attempt(pickle.dumps, copyreg)  # expect: TypeError | cannot pickle 'module' object
Moved.__module__ = 'nomod'
attempt(pickle.dumps, Moved)
# expect: PicklingError | Can't pickle <class 'nomod.Moved'>: import of module 'nomod' failed
Moved.__module__ = '__main__'
Moved.__qualname__ = 'Moved.x.y'
attempt(pickle.dumps, Moved)
# expect: PicklingError | Can't pickle <class '__main__.Moved.x.y'>: attribute lookup Moved.x.y on __main__ failed
Moved.__qualname__ = 'é'
globals()['é'] = Moved
for protocol in range(6):
    attempt(pickle.dumps, Moved, protocol)
# expect: PicklingError | can't pickle global identifier 'é' using pickle protocol 0
# expect: PicklingError | can't pickle global identifier 'é' using pickle protocol 1
# expect: PicklingError | can't pickle global identifier 'é' using pickle protocol 2
# expect: gives b'\x80\x03c__main__\n\xc3\xa9\nq\x00.'
# expect: gives b'\x80\x04\x95\x13\x00\x00\x00\x00\x00\x00\x00\x8c\x08__main__\x94\x8c\x02\xc3\xa9\x94\x93\x94.'
# expect: gives b'\x80\x05\x95\x13\x00\x00\x00\x00\x00\x00\x00\x8c\x08__main__\x94\x8c\x02\xc3\xa9\x94\x93\x94.'

fast = pickle.Pickler(io.BytesIO())
fast.fast = True
itself = []
itself.append(itself)
try:
    fast.dump(itself)
except ValueError as error:
    print(str(error).split(' at ')[0])
# expect: fast mode: can't pickle cyclic objects including object type list
deep = []
for n in range(100000): deep = [deep]
try:
    pickle.dumps(deep)
except RecursionError as error:
    print(type(error).__name__)
# expect: RecursionError
while deep: deep = deep[0]

# raise in all forms, handlers by class and tuple, re-raising, the exception's variable.
def attempt(f):
    try:
        f()
    except BaseException as error:
        print(type(error).__name__, error.args, '|', error)
def r1(): raise ValueError
def r2(): raise ValueError('a', 1)
def r3(): raise
def r4(): raise 5
def r5(): raise int
def r6(): raise ValueError('x') from 5
def r7(): raise KeyError('key')
def r8(): raise SystemExit(3)
def r9(): raise type('Custom', (Exception,), {'__str__': lambda s: 'custom str'})(1)
for f in (r1, r2, r3, r4, r5, r6, r7, r8, r9):
    attempt(f)
# expect: ValueError () | 
# expect: ValueError ('a', 1) | ('a', 1)
# expect: RuntimeError ('No active exception to reraise',) | No active exception to reraise
# expect: TypeError ('exceptions must derive from BaseException',) | exceptions must derive from BaseException
# expect: TypeError ('exceptions must derive from BaseException',) | exceptions must derive from BaseException
# expect: TypeError ('exception causes must derive from BaseException',) | exception causes must derive from BaseException
# expect: KeyError ('key',) | 'key'
# expect: SystemExit (3,) | 3
# expect: Custom (1,) | custom str
try:
    raise IndexError('i')
except (KeyError, LookupError) as error:
    print('lookup', error)
# expect: lookup i
try:
    print(error)
except NameError as e:
    print(e)
# expect: name 'error' is not defined
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise
except ArithmeticError as error:
    print('again', error)
# expect: again division by zero
def bad_handler():
    try:
        raise ValueError('v')
    except 5:
        pass
attempt(bad_handler)
# expect: TypeError ('catching classes that do not inherit from BaseException is not allowed',) | catching classes that do not inherit from BaseException is not allowed
def tuple_handler():
    try:
        raise ValueError('v')
    except (ValueError, 5):
        print('matched before the bad one')
attempt(tuple_handler)
# expect: TypeError ('catching classes that do not inherit from BaseException is not allowed',) | catching classes that do not inherit from BaseException is not allowed
import sys
try:
    raise OSError(2, 'No such file', 'name')
except OSError as error:
    print(error, error.errno, error.strerror, error.filename, type(error).__name__, sys.exc_info()[1] is error)
# expect: [Errno 2] No such file: 'name' 2 No such file name FileNotFoundError True
print(sys.exc_info(), sys.exception())  # expect: (None, None, None) None
for number in (1, 2, 13, 17, 32, 104, 110, 4, 3, 10):
    print(type(OSError(number, 'x')).__name__, end=' ')
# expect: PermissionError FileNotFoundError PermissionError FileExistsError BrokenPipeError ConnectionResetError TimeoutError InterruptedError ProcessLookupError ChildProcessError 
print()
class E(Exception):
    def __init__(self, a, b): super().__init__(a); self.b = b
e = E(1, 2)
print(e, repr(e), e.b, e.args, repr(ValueError()), repr(ValueError('a', 1)), str(KeyError('q')), str(KeyError()))
# expect: 1 E(1) 2 (1,) ValueError() ValueError('a', 1) 'q' 
print(isinstance(e, Exception), issubclass(KeyboardInterrupt, Exception), ValueError.__mro__)
# expect: True False (<class 'ValueError'>, <class 'Exception'>, <class 'BaseException'>, <class 'object'>)
print(StopIteration(5).value, SystemExit('m').code, UnicodeDecodeError('utf8', b'ab', 0, 1, 'why'), SyntaxError('msg', ('f', 1, 2, 'text')))
# expect: 5 m 'utf8' codec can't decode byte 0x61 in position 0: why msg (f, line 1)
print(ImportError('m', name='n', path='p').name, NameError('x', name='n').name, AttributeError('a', obj=5, name='b').obj)
# expect: n n 5

# add_note, __notes__, and exceptions' attributes and pickling.
e = ValueError('v')
print(hasattr(e, '__notes__'))  # expect: False
e.add_note('one')
e.add_note('two\nlines')
print(e.__notes__)  # expect: ['one', 'two\nlines']
try:
    e.add_note(5)
except TypeError as error:
    print(error)
# expect: note must be a str, not 'int'
import traceback
print(''.join(traceback.format_exception_only(e)), end='')
# expect: ValueError: v
# expect: one
# expect: two
# expect: lines
e.__notes__ = 'not a list'
print(''.join(traceback.format_exception_only(e)), end='')
# expect: ValueError: v
# expect: 'not a list'
e.extra = 5
print(e.__dict__['extra'], e.args)  # expect: 5 ('v',)
e.args = (1, 2)
print(e, repr(e))  # expect: (1, 2) ValueError(1, 2)
try:
    e.args = 5
except TypeError as error:
    print(error)
# expect: 'int' object is not iterable
try:
    raise e
except ValueError as caught:
    print(caught is e, caught.__traceback__.tb_lineno > 0)
# expect: True True
import copy
f = copy.copy(KeyError('k', 2))
print(repr(f), f.args)  # expect: KeyError('k', 2) ('k', 2)
print(Exception.__doc__, BaseException.__name__, issubclass(RecursionError, RuntimeError), issubclass(ModuleNotFoundError, ImportError))
# expect: Common base class for all non-exit exceptions. BaseException True True
print(IOError is OSError, EnvironmentError is OSError, UnicodeError.__bases__, FloatingPointError.__bases__, TimeoutError.__bases__)
# expect: True True (<class 'ValueError'>,) (<class 'ArithmeticError'>,) (<class 'OSError'>,)
try:
    BaseException.__new__(int)
except TypeError as error:
    print(error)
# expect: BaseException.__new__(int): int is not a subtype of BaseException

# sys: attributes and functions that programs read.
import sys
print(sys.version_info >= (3, 13), sys.version_info.major, sys.hexversion >> 24, len(sys.argv), sys.byteorder, sys.maxunicode, sys.getdefaultencoding(), sys.getfilesystemencoding())
# expect: True 3 3 1 little 1114111 utf-8 utf-8
print(sys.float_info.epsilon, sys.float_info.dig, sys.int_info.default_max_str_digits, sys.getrecursionlimit(), sys.hash_info.modulus, sys.flags.optimize)
# expect: 2.220446049250313e-16 15 4300 1000 2305843009213693951 0
print(sys.modules['sys'] is sys, 'builtins' in sys.builtin_module_names, sys.stdout.writable(), sys.stdin is not None, sys.stderr.fileno(), sys.stdout.fileno() if sys.stdout is sys.__stdout__ else 1)
# expect: True True True True 2 1
print(sys.getsizeof([]) > 0, sys.getrefcount(object()) >= 1, sys.intern('abc') == 'abc', callable(sys.displayhook), callable(sys.excepthook), isinstance(sys.path, list), isinstance(sys.executable, str))
# expect: True True True True True True True
sys.displayhook([1, 'a'])  # expect: [1, 'a']
sys.displayhook(None)
import builtins
print(builtins._)  # expect: [1, 'a']
def attempt(f):
    try:
        print(f())
    except BaseException as error:
        print(type(error).__name__ + ':', error, *[error.code] if isinstance(error, SystemExit) else [])
attempt(lambda: sys.exit())  # expect: SystemExit:  None
attempt(lambda: sys.exit('message'))  # expect: SystemExit: message message
attempt(lambda: sys.exit(5))  # expect: SystemExit: 5 5
attempt(lambda: sys.setrecursionlimit('a'))  # expect: TypeError: 'str' object cannot be interpreted as an integer
attempt(lambda: sys.intern(5))  # expect: TypeError: intern() argument must be str, not int
attempt(lambda: sys.getsizeof())  # expect: TypeError: getsizeof() missing required argument 'object' (pos 1)
attempt(lambda: sys.set_int_max_str_digits(5))  # expect: ValueError: maxdigits must be 0 or larger than 640
class Unsized:
    def __sizeof__(self): return -1
attempt(lambda: sys.getsizeof(Unsized()))  # expect: ValueError: __sizeof__() should return >= 0
audit = []
print(sys.exc_info(), sys.call_tracing(lambda a: a + 1, (1,)) if hasattr(sys, 'call_tracing') else 2)
# expect: (None, None, None) 2
print(isinstance(sys._is_gil_enabled(), bool), sys.is_finalizing(), sys.platform in ('linux', 'darwin', 'win32'), sys.getswitchinterval() > 0)
# expect: True False True True
old = sys.stdout
import io
sys.stdout = io.StringIO()
print('captured')
text = sys.stdout.getvalue()
sys.stdout = old
print(repr(text))  # expect: 'captured\n'
hooked = []
sys.excepthook, saved = (lambda *a: hooked.append(a[0].__name__)), sys.excepthook
sys.excepthook(ValueError, ValueError(), None)
sys.excepthook = saved
print(hooked)  # expect: ['ValueError']

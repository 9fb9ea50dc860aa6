# Functions as objects: attributes, code, defaults changed, methods, repr, equality.
def f(a, b=1):
    "The doc."
    return a, b
f.note = 5
print(f.__name__, f.__qualname__, f.__doc__, f.note, f.__dict__, f.__module__)
# expect: f f The doc. 5 {'note': 5} __main__
f.__defaults__ = (7,)
print(f(1))  # expect: (1, 7)
f.__name__ = 'renamed'
print(f.__name__, f.__qualname__, repr(f).startswith('<function f at 0x'))  # expect: renamed f True
def g(a, b): return 'g', a, b
f.__code__ = g.__code__
print(f(1))  # expect: ('g', 1, 7)
def outer():
    def inner(): pass
    return inner
print(outer().__qualname__, (lambda: 0).__name__)  # expect: outer.<locals>.inner <lambda>
class C:
    def method(self, x=0): return self, x
    def __eq__(self, other): return True
    __hash__ = None
c = C()
m = c.method
print(m.__self__ is c, m.__func__ is C.method, m.__name__, m.__qualname__, m(3)[1], C.method(c, 4)[1])
# expect: True True method C.method 3 4
print(m == c.method, m is c.method, C.method is C.method, hasattr(m, '__dict__'))  # expect: True False True True
try:
    m.x = 1
except AttributeError as error:
    print(error)
# expect: 'method' object has no attribute 'x' and no __dict__ for setting new attributes
print(repr(len), repr([].append).split(' at ')[0], repr(str.join), repr(C.method).split(' at ')[0])
# expect: <built-in function len> <built-in method append of list object <method 'join' of 'str' objects> <function C.method
print(type(f).__name__, type(m).__name__, type(len).__name__, type([].append).__name__, type(str.join).__name__)
# expect: function method builtin_function_or_method builtin_function_or_method method_descriptor
code = g.__code__
print(code.co_name, code.co_argcount, code.co_varnames, code.co_flags & 3, code.co_filename == f.__code__.co_filename)
# expect: g 2 ('a', 'b') 3 True
def late(): return undefined_name
try:
    late()
except NameError as error:
    print(error, error.name)
# expect: name 'undefined_name' is not defined undefined_name
import types
h = types.FunctionType(g.__code__, globals(), 'h', (1, 2))
print(h(), h.__name__)  # expect: ('g', 1, 2) h
try:
    f.__code__ = 5
except TypeError as error:
    print(error)
# expect: __code__ must be set to a code object
def doc(): pass
print(doc.__doc__, doc.__annotations__, doc.__kwdefaults__, doc.__closure__)  # expect: None {} None None

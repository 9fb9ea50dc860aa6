# Modules as objects: attributes, deletion, subclasses, namespaces, __main__.
import math
import sys
import types
m = types.ModuleType('m')
m.a = 1
print(m.a, m.__name__, m.__dict__['a'], sorted(vars(m)))
# expect: 1 m 1 ['__doc__', '__loader__', '__name__', '__package__', '__spec__', 'a']
del m.a
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: m.a)  # expect: AttributeError: module 'm' has no attribute 'a'
attempt(lambda: math.nothing)  # expect: AttributeError: module 'math' has no attribute 'nothing'
attempt(lambda: delattr(m, 'zz'))  # expect: AttributeError: 'module' object has no attribute 'zz'
attempt(lambda: types.ModuleType())  # expect: TypeError: module() missing required argument 'name' (pos 1)
attempt(lambda: types.ModuleType(5))  # expect: TypeError: module() argument 'name' must be str, not int
attempt(lambda: m())  # expect: TypeError: 'module' object is not callable
class Lazy(types.ModuleType):
    def __getattr__(self, name): return 'lazy ' + name
    @property
    def prop(self): return 'property'
l = Lazy('l')
print(l.anything, l.prop)  # expect: lazy anything property
m.__class__ = Lazy
print(m.other)  # expect: lazy other
m.__getattr__ = lambda name: 'module getattr ' + name
n = types.ModuleType('n')
n.__dict__['__getattr__'] = lambda name: 'module getattr ' + name
print(n.whatever)  # expect: module getattr whatever
main = sys.modules['__main__']
x = 1
print(main.x, main is sys.modules[__name__])  # expect: 1 True
main.y = 2
print(y)  # expect: 2
print(repr(sys), repr(math).startswith("<module 'math'"), types.SimpleNamespace(a=1, b=[2]) == types.SimpleNamespace(a=1, b=[2]))
# expect: <module 'sys' (built-in)> True True
print(sys.version_info[:2], sys.maxsize, sys.byteorder, sys.maxunicode, sys.getrecursionlimit(), sys.implementation.name in ('cpython', 'gilpy'), sys.float_info.max, sys.hash_info.width)
# expect: (3, 13) 9223372036854775807 little 1114111 1000 True 1.7976931348623157e+308 64

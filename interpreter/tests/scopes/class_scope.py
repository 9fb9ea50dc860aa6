# The scope of a class body: names, comprehensions, __class__, mangling, deferred and immediate reads.
n = 'global'
class A:
    n = 'class'
    values = [n for _ in range(1)]
    first = [x for x in (n,)]
    def f(self):
        return n
    def g(self):
        return __class__.__name__
print(A.values, A.first, A().f(), A().g())  # expect: ['global'] ['class'] global A
class Mangled:
    __secret = 1
    def __method(self):
        return self.__secret
    def call(self):
        return self.__method()
    def parameter(self, __p):
        return sorted(locals())
    __slots__ = ('__slot',)
print(Mangled().call(), Mangled._Mangled__secret, sorted(k for k in vars(Mangled) if 'Mangled__' in k))
# expect: 1 1 ['_Mangled__method', '_Mangled__secret', '_Mangled__slot']
print(Mangled().parameter(1))  # expect: ['_Mangled__p', 'self']
try:
    Mangled().__secret
except AttributeError as error:
    print(error)
# expect: 'Mangled' object has no attribute '__secret'
def function():
    n = 'function'
    class B:
        first = n
        n = 'b'
        second = n
    return B.first if False else B.second
try:
    print(function())
except NameError as error:
    print(error)
# expect: b
class Nested:
    class Inner:
        pass
    def method(self):
        class Local: pass
        return Local
print(Nested.Inner.__qualname__, Nested().method().__qualname__, Nested.method.__qualname__, Nested.__module__)
# expect: Nested.Inner Nested.method.<locals>.Local Nested.method __main__
class Conditional:
    if n == 'global':
        def chosen(self): return 'a'
    else:
        def chosen(self): return 'b'
    for i in range(2):
        pass
    del i
print(Conditional().chosen(), hasattr(Conditional, 'i'))  # expect: a False
print([k for k in vars(Conditional)][:2])  # expect: ['__module__', '__firstlineno__']

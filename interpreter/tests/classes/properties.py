# property, classmethod, staticmethod, cached_property.
import functools
class Temperature:
    def __init__(self, celsius): self._c = celsius
    @property
    def celsius(self):
        "The temperature."
        return self._c
    @celsius.setter
    def celsius(self, value):
        if value < -273:
            raise ValueError('too cold')
        self._c = value
    @celsius.deleter
    def celsius(self):
        print('deleted')
    @property
    def kelvin(self): return self._c + 273
    w = property(None, lambda self, v: print('write', v), doc='write only')
t = Temperature(20)
t.celsius = 25
print(t.celsius, t.kelvin, Temperature.celsius.__doc__, Temperature.w.__doc__)
# expect: 25 298 The temperature. write only
del t.celsius  # expect: deleted
t.w = 5  # expect: write 5
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: setattr(t, 'celsius', -300))  # expect: ValueError: too cold
attempt(lambda: setattr(t, 'kelvin', 1))
# expect: AttributeError: property 'kelvin' of 'Temperature' object has no setter
attempt(lambda: delattr(t, 'kelvin'))
# expect: AttributeError: property 'kelvin' of 'Temperature' object has no deleter
attempt(lambda: t.w)  # expect: AttributeError: property 'w' of 'Temperature' object has no getter
print(type(Temperature.celsius).__name__, Temperature.celsius.fget(t), Temperature.celsius.__name__)
# expect: property 25 celsius
class Sub(Temperature):
    @Temperature.celsius.getter
    def celsius(self): return 'sub'
    @property
    def kelvin(self): return super().kelvin + 1000
print(Sub(1).celsius, Sub(1).kelvin)  # expect: sub 1274
class C:
    n = 0
    @classmethod
    def make(cls, *args): return cls.__name__, args
    @staticmethod
    def plain(*args): return args
class D(C): pass
print(C.make(1), D.make(), D().make(2), C.plain(1), C().plain(2), C.make.__self__, D().make.__func__ is C.make.__func__)
# expect: ('C', (1,)) ('D', ()) ('D', (2,)) (1,) (2,) <class '__main__.C'> True
print(type(C.__dict__['make']).__name__, type(C.__dict__['plain']).__name__, staticmethod(len)([1]))
# expect: classmethod staticmethod 1
attempt(lambda: classmethod(len)())  # expect: TypeError: 'classmethod' object is not callable
class Cached:
    @functools.cached_property
    def value(self):
        print('computing', end=' ')
        return 5
c = Cached()
print(c.value, c.value, c.__dict__)  # expect: computing 5 5 {'value': 5}
del c.value
print(c.value)  # expect: computing 5
class ClassOnly:
    @property
    def p(self): return 1
print(isinstance(ClassOnly.p, property), ClassOnly().p)  # expect: True 1

# Descriptors: data and non-data, __set_name__, priority over the instance dict, binding.
class Data:
    def __set_name__(self, owner, name):
        print('named', owner.__name__, name)
        self.name = '_' + name
    def __get__(self, instance, owner):
        if instance is None:
            return self
        return instance.__dict__.get(self.name, 'unset')
    def __set__(self, instance, value):
        instance.__dict__[self.name] = value * 2
    def __delete__(self, instance):
        instance.__dict__.pop(self.name)
class NonData:
    def __get__(self, instance, owner):
        return ('nondata', instance is None, owner.__name__)
class C:
    data = Data()
    plain = NonData()
# expect: named C data
c = C()
print(c.data)  # expect: unset
c.data = 5
c.__dict__['data'] = 'ignored'
print(c.data, c.__dict__, type(C.data).__name__)  # expect: 10 {'_data': 10, 'data': 'ignored'} Data
del c.data
print(c.data, c.plain, C.plain)  # expect: unset ('nondata', False, 'C') ('nondata', True, 'C')
c.__dict__['plain'] = 'instance wins'
print(c.plain)  # expect: instance wins
class OnlySet:
    def __set__(self, instance, value): raise AttributeError('read only')
class D:
    x = OnlySet()
d = D()
d.__dict__['x'] = 'from dict'
print(d.x)  # expect: from dict
try:
    d.x = 1
except AttributeError as error:
    print(error)
# expect: read only
class ReadOnly:
    def __get__(self, i, o): return 1
    def __set__(self, i, v): raise AttributeError("can't")
class Lazy:
    def __init__(self, f): self.f = f
    def __get__(self, instance, owner):
        value = instance.__dict__[self.f.__name__] = self.f(instance)
        return value
class E:
    @Lazy
    def costly(self):
        print('computed')
        return 7
e = E()
print(e.costly, e.costly)
# expect: computed
# expect: 7 7
def function(self): return 'bound to', type(self).__name__
print(function.__get__(5)(), function.__get__(None, int) is function)  # expect: ('bound to', 'int') True
class Method:
    def __call__(self, *a): return 'not bound', a
    pass
class G:
    m = Method()
    l = lambda self: 'lambda bound'
    b = len
print(G().m(1), G().l(), G().b([1]))  # expect: ('not bound', (1,)) lambda bound 1
class Late: pass
Late.x = Data()
try:
    Late().x
except AttributeError as error:
    print(error)
# expect: 'Data' object has no attribute 'name'
class Bad:
    def __set_name__(self, owner, name): raise ValueError('bad name')
try:
    class H: x = Bad()
except ValueError as error:
    print(error, error.__notes__)
# expect: bad name ["Error calling __set_name__ on 'Bad' instance 'x' in 'H'"]
try:
    D().y.__get__
except AttributeError as error:
    print(error)
# expect: 'D' object has no attribute 'y'

# __getattr__, __getattribute__, __setattr__, __delattr__, and hasattr/getattr/setattr/delattr.
class Fallback:
    def __init__(self): self.real = 1
    def __getattr__(self, name):
        if name.startswith('x'):
            return 'made ' + name
        raise AttributeError('no ' + name)
f = Fallback()
print(f.real, f.x1, hasattr(f, 'xyz'), hasattr(f, 'other'), getattr(f, 'other', 'default'))
# expect: 1 made x1 True False default
try:
    f.other
except AttributeError as error:
    print(error)
# expect: no other
class All:
    value = 1
    def __getattribute__(self, name):
        if name == 'secret':
            raise AttributeError(name)
        return 'all ' + name
    def __getattr__(self, name):
        return 'fallback ' + name
a = All()
print(a.value, a.anything, a.secret, a.__dict__, All.value)
# expect: all value all anything fallback secret all __dict__ 1
class Logged:
    def __setattr__(self, name, value):
        print('set', name, value)
        object.__setattr__(self, name, value)
    def __delattr__(self, name):
        print('del', name)
        super().__delattr__(name)
l = Logged()
l.a = 1  # expect: set a 1
l.a += 5  # expect: set a 6
setattr(l, 'b', 2)  # expect: set b 2
print(l.a, l.__dict__)  # expect: 6 {'a': 6, 'b': 2}
del l.a  # expect: del a
delattr(l, 'b')  # expect: del b
try:
    del l.c
except AttributeError as error:
    print(error)
# expect: del c
# expect: 'Logged' object has no attribute 'c'
class PropertyRaises:
    @property
    def broken(self): raise AttributeError('inside')
    def __getattr__(self, name): return 'rescued ' + name
print(PropertyRaises().broken)  # expect: rescued broken
class Special:
    def __getattr__(self, name):
        return lambda *args: 5
try:
    len(Special())
except TypeError as error:
    print(error)
# expect: object of type 'Special' has no len()
print(Special().__len__())  # expect: 5
class Meta(type):
    def __getattr__(cls, name): return f'{cls.__name__}.{name} by meta'
class M(metaclass=Meta):
    own = 1
print(M.own, M.other)  # expect: 1 M.other by meta
try:
    M().other
except AttributeError as error:
    print(error)
# expect: 'M' object has no attribute 'other'
import operator
print(operator.attrgetter('real', 'x2')(f), operator.attrgetter('a.b')(type('N', (), {'a': type('K', (), {'b': 3})})))
# expect: (1, 'made x2') 3
class Suggest:
    colour = 1
try:
    Suggest().color
except AttributeError as error:
    print(error, error.name, type(error.obj).__name__)
# expect: 'Suggest' object has no attribute 'color' color Suggest

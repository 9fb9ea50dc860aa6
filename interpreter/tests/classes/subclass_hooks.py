# __init_subclass__, __set_name__ order, __class_getitem__, __subclasshook__, abstract classes.
class Plugin:
    found = []
    def __init_subclass__(cls, /, name=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.found.append((cls.__name__, name))
class A(Plugin, name='first'): pass
class B(A): pass
print(Plugin.found)  # expect: [('A', 'first'), ('B', None)]
try:
    class C: pass
    class D(C, key=1): pass
except TypeError as error:
    print(error)
# expect: D.__init_subclass__() takes no keyword arguments
class Track:
    def __set_name__(self, owner, name): print('set_name', name, 'ready' in vars(owner))
class Base:
    def __init_subclass__(cls): print('init_subclass', cls.__name__)
class E(Base):
    one = Track()
    ready = True
    two = Track()
# expect: set_name one True
# expect: set_name two True
# expect: init_subclass E
class Generic:
    def __class_getitem__(cls, item): return f'{cls.__name__}[{item}]'
class Sub(Generic): pass
print(Generic['x'], Sub[1, 2])  # expect: Generic[x] Sub[(1, 2)]
try:
    C[int]
except TypeError as error:
    print(error)
# expect: type 'C' is not subscriptable
try:
    Generic()[1]
except TypeError as error:
    print(error)
# expect: 'Generic' object is not subscriptable
import abc
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
    @property
    @abc.abstractmethod
    def name(self): ...
    def describe(self): return f'{self.name} {self.area()}'
try:
    Shape()
except TypeError as error:
    print(error)
# expect: Can't instantiate abstract class Shape without an implementation for abstract methods 'area', 'name'
class Half(Shape):
    def area(self): return 1
try:
    Half()
except TypeError as error:
    print(error)
# expect: Can't instantiate abstract class Half without an implementation for abstract method 'name'
class Square(Half):
    name = 'square'
print(Square().describe(), Shape.__abstractmethods__ == {'area', 'name'})  # expect: square 1 True
class Sized(abc.ABC):
    @classmethod
    def __subclasshook__(cls, c):
        return any('size' in vars(b) for b in c.__mro__) or NotImplemented
class Has: size = 1
print(issubclass(Has, Sized), isinstance(Has(), Sized), issubclass(int, Sized))  # expect: True True False
@Shape.register
class Virtual: pass
print(isinstance(Virtual(), Shape), Shape in Virtual.__mro__)  # expect: True False
from collections.abc import Iterable, Hashable, Mapping, Sequence, Callable
print(isinstance([], Iterable), isinstance([], Hashable), isinstance({}, Mapping), isinstance('', Sequence), isinstance(len, Callable), issubclass(dict, Sequence))
# expect: True False True True True False
print(list[int], dict[str, list[int]], list[int] == list[int], int | None, isinstance(5, int | str), tuple[int, ...])
# expect: list[int] dict[str, list[int]] True int | None True tuple[int, ...]
print(list[int]([1, 2]), list[int].__origin__, list[int].__args__, type(list[int]).__name__, (int | str).__args__)
# expect: [1, 2] <class 'list'> (<class 'int'>,) GenericAlias (<class 'int'>, <class 'str'>)

# _abc: registration, caches, refusals that end with a registration, and what matches as sequence or mapping.
import _abc, abc
from collections.abc import Mapping, MutableMapping, Sequence
class Base(abc.ABC):
    @abc.abstractmethod
    def run(self): ...
    @property
    @abc.abstractmethod
    def size(self): ...
class Half(Base):
    def run(self): pass
class Whole(Half):
    size = 1
class Other: pass
print(sorted(Base.__abstractmethods__), sorted(Half.__abstractmethods__), Whole.__abstractmethods__)
try:
    Half()
except TypeError as error:
    print(error)
print(isinstance(Whole(), Base), isinstance(Other(), Base), issubclass(Other, Base))
before = abc.get_cache_token()
print(Base.register(Other) is Other, abc.get_cache_token() != before)
print(isinstance(Other(), Base), issubclass(Other, Base), issubclass(Other, Half))
for wrong in (1, 'text'):
    try:
        Base.register(wrong)
    except TypeError as error:
        print(error)
class Cycle(Other, abc.ABC): pass
class Outer(abc.ABC): pass
Outer.register(Cycle)
try:
    Cycle.register(Outer)
except RuntimeError as error:
    print(error)
registry, positive, negative, version = _abc._get_dump(Base)
print([ref() is Other for ref in registry], all(isinstance(part, set) for part in (positive, negative)), isinstance(version, int))
_abc._reset_registry(Base)
_abc._reset_caches(Base)
print(issubclass(Other, Base), issubclass(Whole, Base))
class Hooked(abc.ABC):
    @classmethod
    def __subclasshook__(cls, other):
        return hasattr(other, 'swim') or NotImplemented
class Fish: swim = 1
print(issubclass(Fish, Hooked), issubclass(Other, Hooked), isinstance(Fish(), Hooked))
class BadHook(abc.ABC):
    @classmethod
    def __subclasshook__(cls, other): return 7
try:
    issubclass(int, BadHook)
except AssertionError as error:
    print(error)
def kind(subject):
    match subject:
        case [*items]: return 'sequence'
        case {**items}: return 'mapping'
        case _: return 'neither'
class Pair:
    def __len__(self): return 2
    def __getitem__(self, i): return (1, 2)[i]
class Below(Pair): pass
class Keyed:
    def get(self, key, default=None): return default
    def keys(self): return ()
    def __len__(self): return 0
print(kind(Pair()), kind(Below()), kind(Keyed()))
Sequence.register(Pair)
Mapping.register(Keyed)
print(kind(Pair()), kind(Below()), kind(Keyed()), kind('text'), kind({}), kind(()))
print('__abc_tpflags__' in vars(Sequence), Sequence.__flags__ >> 5 & 3, MutableMapping.__flags__ >> 5 & 3, Pair.__flags__ >> 5 & 3)
try:
    class Both(abc.ABC):
        __abc_tpflags__ = 3 << 5
except TypeError as error:
    print(error)
for call in (_abc._abc_subclasscheck, _abc._abc_instancecheck):
    try:
        call(int, int)
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
# expect: ['run', 'size'] ['size'] frozenset()
# expect: Can't instantiate abstract class Half without an implementation for abstract method 'size'
# expect: True False False
# expect: True True
# expect: True True False
# expect: Can only register classes
# expect: Can only register classes
# expect: Refusing to create an inheritance cycle
# expect: [True] True True
# expect: False True
# expect: True False True
# expect: __subclasshook__ must return either False, True, or NotImplemented
# expect: neither neither neither
# expect: sequence sequence mapping neither mapping sequence
# expect: False 1 2 1
# expect: __abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING
# expect: AttributeError type object 'int' has no attribute '_abc_impl'
# expect: AttributeError type object 'int' has no attribute '_abc_impl'

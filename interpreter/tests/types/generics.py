# Type parameters, type aliases, generic classes and functions (PEP 695, 696), typing at run time.
def first[T](items: list[T]) -> T: return items[0]
print(first([1, 2]), first.__type_params__, first.__annotations__['return'])  # expect: 1 (T,) T
class Stack[T]:
    def __init__(self): self.items: list[T] = []
    def push(self, item: T) -> None: self.items.append(item)
s = Stack[int]()
s.push(1)
print(s.items, Stack.__type_params__, Stack[int], Stack.__orig_bases__, Stack.__parameters__)
# expect: [1] (T,) __main__.Stack[int] (typing.Generic[T],) (T,)
class Pair[A, B: int, C: (int, str), *Ts, **P]: pass
for p in Pair.__type_params__:
    print(repr(p), type(p).__name__, getattr(p, '__bound__', '-'), getattr(p, '__constraints__', '-'))
# expect: A TypeVar None ()
# expect: B TypeVar <class 'int'> ()
# expect: C TypeVar None (<class 'int'>, <class 'str'>)
# expect: Ts TypeVarTuple - -
# expect: P ParamSpec None -
type Alias = int | str
type Tree[T] = dict[str, Tree[T]] | T
print(Alias, Alias.__value__, Tree.__type_params__, type(Alias).__name__, Tree[int], Alias.__name__)
# expect: Alias int | str (T,) TypeAliasType Tree[int] Alias
type Lazy = undefined_name
try:
    Lazy.__value__
except NameError as error:
    print(error)
# expect: name 'undefined_name' is not defined
class Default[T = int, *Ts = *tuple[int, str]]: pass
print([p.__default__ for p in Default.__type_params__], Default.__type_params__[0].has_default())
# expect: [<class 'int'>, *tuple[int, str]] True
type = 'soft keyword'
print(type)  # expect: soft keyword
del type
import typing
T = typing.TypeVar('T', bound=int)
print(T, T.__bound__, typing.List[int], typing.Optional[int], typing.Union[int, str], typing.get_origin(list[int]), typing.get_args(dict[str, int]))
# expect: ~T <class 'int'> typing.List[int] typing.Optional[int] typing.Union[int, str] <class 'list'> (<class 'str'>, <class 'int'>)
class G(typing.Generic[T]):
    def m(self): return T
print(G[int], G.__parameters__, G[int]().m(), G[int].__args__)  # expect: __main__.G[int] (~T,) ~T (<class 'int'>,)
class P(typing.Protocol):
    def run(self) -> int: ...
@typing.runtime_checkable
class R(typing.Protocol):
    def run(self): ...
class Impl:
    def run(self): return 1
print(isinstance(Impl(), R), isinstance(5, R))  # expect: True False
print(typing.cast(int, 'x'), typing.TYPE_CHECKING, typing.Literal[1, 'a'], typing.Callable[[int], str], typing.Any, typing.ClassVar[int])
# expect: x False typing.Literal[1, 'a'] typing.Callable[[int], str] typing.Any typing.ClassVar[int]
class TD(typing.TypedDict, total=False):
    a: int
print(TD(a=1), TD.__annotations__, TD.__total__)  # expect: {'a': 1} {'a': <class 'int'>} False
print(list[int] | None, int | 'Forward' if False else int | list, isinstance(1, int | None), (int | str) == (str | int))
# expect: list[int] | None int | list True True
def outer[T]():
    def inner(x: T) -> T: return x
    class K:
        t: T
    return inner.__annotations__, K.__annotations__
print(outer())  # expect: ({'x': T, 'return': T}, {'t': T})
for f in (lambda: list[int][str], lambda: Stack[int, str], lambda: isinstance([], list[int]), lambda: int | 5):
    try:
        print(f())
    except TypeError as error:
        print(error)
# expect: list[int] is not a generic class
# expect: Too many arguments for <class '__main__.Stack'>; actual 2, expected 1
# expect: isinstance() argument 2 cannot be a parameterized generic
# expect: unsupported operand type(s) for |: 'type' and 'int'

# classes made from GenericAlias stand in unions too: Callable[...] has one
import collections.abc
import types
Callback = collections.abc.Callable[[int], str]
class Special(types.GenericAlias):
    pass
print(Callback | None, None | Callback, int | Callback | int)
# expect: collections.abc.Callable[[int], str] | None None | collections.abc.Callable[[int], str] int | collections.abc.Callable[[int], str]
print(Special(list, (int,)) | None, (Callback | None).__args__ == (Callback, type(None)))
# expect: list[int] | None True
try:
    isinstance(1, str | Callback)
except TypeError as error:
    print(error)
# expect: isinstance() argument 2 cannot be a parameterized generic

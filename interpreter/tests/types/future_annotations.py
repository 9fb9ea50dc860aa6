# from __future__ import annotations keeps annotations as text.
from __future__ import annotations
def f(a: undefined, *b: list[int], c: 1 + 2 = 3, **d: 'quoted') -> Missing | None: pass
print(f.__annotations__)
# expect: {'a': 'undefined', 'b': 'list[int]', 'c': '1 + 2', 'd': "'quoted'", 'return': 'Missing | None'}
class C:
    x: NotDefined = 1
    y: (lambda: 0)
print(C.__annotations__)  # expect: {'x': 'NotDefined', 'y': 'lambda: 0'}
z: dict[str, Undefined]
print(__annotations__)  # expect: {'z': 'dict[str, Undefined]'}
import typing
class D:
    n: int
    s: typing.Optional[str]
print(typing.get_type_hints(D))  # expect: {'n': <class 'int'>, 's': typing.Optional[str]}

# Operator methods in both directions, NotImplemented, and priority of subclasses.
class Number:
    def __init__(self, v):
        self.v = v
    def __repr__(self):
        return f'N({self.v})'
def method(name):
    def forward(self, other):
        if isinstance(other, (int, Number)):
            return f'{name}({self}, {other})'
        return NotImplemented
    return forward
for name in ('add', 'sub', 'mul', 'truediv', 'floordiv', 'mod', 'pow', 'lshift', 'rshift', 'and', 'or', 'xor', 'matmul', 'divmod'):
    setattr(Number, f'__{name}__', method(name))
    setattr(Number, f'__r{name}__', method('r' + name))
n = Number(1)
print(n + 2, 2 + n, n - 2, 2 - n, n * n, 3 / n, n // 3, 3 % n)
# expect: add(N(1), 2) radd(N(1), 2) sub(N(1), 2) rsub(N(1), 2) mul(N(1), N(1)) rtruediv(N(1), 3) floordiv(N(1), 3) rmod(N(1), 3)
print(n ** 2, 2 ** n, n << 1, 1 >> n, n & 1, 1 | n, n ^ 1, 1 @ n, divmod(n, 2), divmod(2, n))
# expect: pow(N(1), 2) rpow(N(1), 2) lshift(N(1), 1) rrshift(N(1), 1) and(N(1), 1) ror(N(1), 1) xor(N(1), 1) rmatmul(N(1), 1) divmod(N(1), 2) rdivmod(N(1), 2)
for f in (lambda: n + 'a', lambda: 'a' - n, lambda: n @ 'a', lambda: [] + n):
    try:
        print(f())
    except TypeError as error:
        print(error)
# expect: unsupported operand type(s) for +: 'Number' and 'str'
# expect: unsupported operand type(s) for -: 'str' and 'Number'
# expect: unsupported operand type(s) for @: 'Number' and 'str'
# expect: can only concatenate list (not "Number") to list
class Base:
    def __add__(self, other):
        return 'Base.add'
    def __radd__(self, other):
        return 'Base.radd'
class Derived(Base):
    def __radd__(self, other):
        return 'Derived.radd'
class Plain(Base):
    pass
print(Base() + Derived(), Base() + Plain(), Derived() + Base(), 1 + Plain())
# expect: Derived.radd Base.add Base.add Base.radd
class Unary:
    def __neg__(self): return 'neg'
    def __pos__(self): return 'pos'
    def __invert__(self): return 'invert'
    def __abs__(self): return 'abs'
    def __round__(self, n=None): return f'round {n}'
    def __trunc__(self): return 7
    def __floor__(self): return 'floor'
    def __ceil__(self): return 'ceil'
    def __index__(self): return 3
    def __int__(self): return 4
    def __float__(self): return 2.5
    def __complex__(self): return 1j
u = Unary()
import math
print(-u, +u, ~u, abs(u), round(u), round(u, 2), math.trunc(u), math.floor(u), math.ceil(u))
# expect: neg pos invert abs round None round 2 7 floor ceil
print(int(u), float(u), complex(u), [0, 1, 2, 3][u], 'abcdef'[u:], range(10)[u], hex(u), 'x' * u)
# expect: 4 2.5 1j 3 def 3 0x3 xxx

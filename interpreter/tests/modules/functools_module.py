# functools: partial, lru_cache, reduce, wraps, singledispatch, cached_property, total_ordering.
import functools
p = functools.partial(int, base=2)
print(p('101'), p.func is int, p.args, p.keywords, functools.partial(print, 'a', sep='-')('b'), functools.partial(p, '11')(), repr(functools.partial(max, 1)))
# expect: a-b
# expect: 5 True () {'base': 2} None 3 functools.partial(<built-in function max>, 1)
print(functools.reduce(lambda a, b: a + b, [1, 2, 3]), functools.reduce(lambda a, b: a * b, [1, 2, 3], 10), functools.reduce(max, 'hello'))
# expect: 6 60 o
calls = []
@functools.lru_cache(maxsize=2)
def square(n):
    calls.append(n)
    return n * n
print([square(n) for n in (1, 2, 1, 3, 2, 3)], calls, square.cache_info())
# expect: [1, 4, 1, 9, 4, 9] [1, 2, 3, 2] CacheInfo(hits=2, misses=4, maxsize=2, currsize=2)
square.cache_clear()
print(square.cache_info(), square.__name__, square.__wrapped__(5))
# expect: CacheInfo(hits=0, misses=0, maxsize=2, currsize=0) square 25
@functools.cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info().hits)  # expect: 23416728348467685 78
@functools.singledispatch
def show(x): return 'object'
@show.register
def _(x: int): return f'int {x}'
@show.register(list)
def _(x): return f'list of {len(x)}'
@show.register(float | complex)
def _(x): return 'number'
print(show(1), show([1, 2]), show('s'), show(True), show(1.5), show.dispatch(bool) is show.dispatch(int))
# expect: int 1 list of 2 object int True number True
class C:
    @functools.singledispatchmethod
    def m(self, x): return 'default'
    @m.register
    def _(self, x: str): return 'str'
    def method(self, a, b): return a, b
    bound = functools.partialmethod(method, 1)
print(C().m(1), C().m('a'), C().bound(2))  # expect: default str (1, 2)
def decorated(f):
    @functools.wraps(f)
    def inner(*a): return f(*a)
    return inner
@decorated
def documented(x):
    "The doc."
    return x
print(documented.__name__, documented.__doc__, documented.__wrapped__(3))  # expect: documented The doc. 3
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: (a < b) - (a > b))))  # expect: [3, 2, 1]
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: functools.reduce(lambda a, b: a, []))
# expect: TypeError: reduce() of empty iterable with no initial value
attempt(lambda: functools.reduce(5, [1, 2]))  # expect: TypeError: 'int' object is not callable
attempt(lambda: functools.partial())  # expect: TypeError: type 'partial' takes at least one argument
attempt(lambda: functools.partial(5))  # expect: TypeError: the first argument must be callable
attempt(lambda: square([]))  # expect: TypeError: unhashable type: 'list'
attempt(lambda: show())  # expect: TypeError: show requires at least 1 positional argument
@functools.lru_cache(typed=True)
def typed(x): return type(x).__name__
print(typed(1), typed(1.0), typed.cache_info().misses)  # expect: int float 2
import operator
print(operator.add(1, 2), operator.itemgetter(1, 'a' and 0)([5, 6]), operator.methodcaller('upper')('a'), operator.attrgetter('real')(5), operator.index(5), operator.concat('a', 'b'), operator.contains([1], 1), operator.countOf([1, 1], 1), operator.iadd([1], [2]), operator.not_(1), operator.truth([]), operator.lt(1, 2))
# expect: 3 (6, 5) A 5 5 ab True 2 [1, 2] False False True

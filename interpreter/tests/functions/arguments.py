# Parameters of every kind and the ways to pass them.
def f(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    return a, b, c, args, d, e, kwargs
print(f(1, d=4))  # expect: (1, 2, 3, (), 4, 5, {})
print(f(1, 20, 30, 40, 50, d=4, e=6, z=7, a='pos'))  # expect: (1, 20, 30, (40, 50), 4, 6, {'z': 7, 'a': 'pos'})
print(f(*[1, 2], *[3], 9, d=4, **{'e': 8}, **{'x': 1}))  # expect: (1, 2, 3, (9,), 4, 8, {'x': 1})
print(f(1, c=9, d=4, b='kw'))  # expect: (1, 2, 9, (), 4, 5, {'b': 'kw'})
def kw_only(*, a, b=1): return a, b
print(kw_only(a=2), kw_only(b=3, a=4))  # expect: (2, 1) (4, 3)
def star(*args, **kwargs): return args, kwargs
print(star(), star(1, x=2), star(*'ab', *(), **{}), star(*range(3), 9))
# expect: ((), {}) ((1,), {'x': 2}) (('a', 'b'), {}) ((0, 1, 2, 9), {})
def default(x, into=[]):
    into.append(x)
    return into
default(1)
print(default(2), default(3, []), default.__defaults__)  # expect: [1, 2] [3] ([1, 2],)
print((lambda x, *y, z=1: (x, y, z))(1, 2, 3, z=4))  # expect: (1, (2, 3), 4)
def order():
    def tell(x):
        print(x, end=' ')
        return x
    star(tell(1), *[tell(2)], k=tell(3), **{'m': tell(4)})
    print()
order()  # expect: 1 2 3 4 
k = {'a': 1}
def change(**kwargs):
    kwargs['a'] = 2
change(**k)
print(k)  # expect: {'a': 1}
def annotated(a: int, b: 'str' = '', *c: float, d: None = None) -> bool: pass
print(annotated.__annotations__)
# expect: {'a': <class 'int'>, 'b': 'str', 'c': <class 'float'>, 'd': None, 'return': <class 'bool'>}
print(f.__defaults__, f.__kwdefaults__, f.__code__.co_argcount, f.__code__.co_posonlyargcount, f.__code__.co_kwonlyargcount)
# expect: (2, 3) {'e': 5} 3 2 2
print(f.__code__.co_varnames)  # expect: ('a', 'b', 'c', 'd', 'e', 'args', 'kwargs')

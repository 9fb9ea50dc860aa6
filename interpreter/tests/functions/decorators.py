# Decorators: order, arguments, on classes and methods, keeping metadata.
import functools
log = []
def note(name):
    log.append('make ' + name)
    def decorate(f):
        log.append('apply ' + name)
        return f
    return decorate
@note('first')
@note('second')
def f():
    pass
print(log)  # expect: ['make first', 'make second', 'apply second', 'apply first']
def twice(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        return f(*args, **kwargs), f(*args, **kwargs)
    return wrapper
@twice
def g(x):
    """Doc of g."""
    return x + 1
print(g(1), g.__name__, g.__doc__, g.__wrapped__(5))  # expect: (2, 2) g Doc of g. 6
def add_method(cls):
    cls.added = lambda self: 'added'
    return cls
@add_method
class C:
    @twice
    def method(self):
        return 'm'
    @staticmethod
    @twice
    def static():
        return 's'
    @classmethod
    def of(cls):
        return cls.__name__
print(C().added(), C().method(), C.static(), C.of())  # expect: added ('m', 'm') ('s', 's') C
@lambda f: 'replaced'
def h(): pass
print(h)  # expect: replaced
registry = {}
def register(name):
    def inner(f):
        registry[name] = f
        return f
    return inner
@register('a')
def fa(): return 1
@(registry.setdefault('list', [lambda f: f])[0])
def fb(): return 2
print(sorted(registry), registry['a'](), fb())  # expect: ['a', 'list'] 1 2
class Count:
    def __init__(self, f):
        self.f = f
        self.calls = 0
    def __call__(self, *args):
        self.calls += 1
        return self.f(*args)
@Count
def counted(x): return x * 2
counted(1); counted(2)
print(counted.calls, counted(4))  # expect: 2 8

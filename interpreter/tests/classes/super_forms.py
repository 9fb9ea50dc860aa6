# super without arguments in all its places, __class__, and its failures.
class A:
    attr = 'A.attr'
    def f(self): return 'A.f'
    @classmethod
    def c(cls): return 'A.c', cls.__name__
    @staticmethod
    def s(): return 'A.s'
    @property
    def p(self): return 'A.p'
    def __getitem__(self, i): return 'A item', i
    def __init__(self): self.made = 'A'
class B(A):
    attr = 'B.attr'
    def f(self): return 'B.f', super().f(), super().attr, super().p, super().s()
    @classmethod
    def c(cls): return super().c()
    @property
    def p(self): return 'B.p', super().p
    def __getitem__(self, i): return super().__getitem__(i + 1)
    def inner(self):
        def nested(): return super(B, self).f()
        return nested(), (lambda: super(B, self).f())(), [super(B, self).f() for _ in range(1)]
    def generator(self):
        yield super().f()
    def with_arg(self, *args, **kwargs): return super().f()
    def rebound(self):
        self = None
        try:
            return super().f()
        except AttributeError as error:
            return str(error)
    def name(self): return __class__.__name__
b = B()
print(b.f(), B.c(), b.p, b[1], b.inner(), list(b.generator()), b.with_arg(1), b.name())
# expect: ('B.f', 'A.f', 'A.attr', 'A.p', 'A.s') ('A.c', 'B') ('B.p', 'A.p') ('A item', 2) ('A.f', 'A.f', ['A.f']) ['A.f'] A.f B
print(b.rebound())  # expect: 'super' object has no attribute 'f'
class C(B): pass
print(C.c(), C().f()[0], C().name(), super(B, C).c())  # expect: ('A.c', 'C') B.f B ('A.c', 'C')
print(super(B, b).attr, super(B, b).__thisclass__, super(B, b).__self_class__, super(B, b).__self__ is b, repr(super(B, b)).split(' object')[0])
# expect: A.attr <class '__main__.B'> <class '__main__.B'> True <super: <class 'B'>, <B
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: super(B, b).missing)  # expect: AttributeError: 'super' object has no attribute 'missing'
attempt(lambda: super(B, A()).f())
# expect: TypeError: super(type, obj): obj (instance of A) is not an instance or subtype of type (B).
attempt(lambda: super(5, b))  # expect: TypeError: super() argument 1 must be a type, not int
attempt(lambda: super(B).f)  # expect: AttributeError: 'super' object has no attribute 'f'
attempt(lambda: super(B, b)[0])  # expect: TypeError: 'super' object is not subscriptable
def outside(): return super().f()
attempt(outside)  # expect: RuntimeError: super(): no arguments
class NoArgs:
    def f(): return super()
attempt(NoArgs.f)  # expect: RuntimeError: super(): no arguments
class D(A):
    def f(self):
        try:
            return super().nothing
        except AttributeError as error:
            return str(error)
attempt(D().f)  # expect: 'super' object has no attribute 'nothing'
class Set(A):
    def set(self): super().value = 1
attempt(Set().set)
# expect: AttributeError: 'super' object has no attribute 'value' and no __dict__ for setting new attributes
class Meta(type):
    def __call__(cls, *args):
        made = super().__call__(*args)
        made.by_meta = True
        return made
    def __new__(mcs, name, bases, ns): return super().__new__(mcs, name, bases, ns)
class M(metaclass=Meta): pass
print(M().by_meta)  # expect: True
super = 'shadowed'
class Shadow(A):
    def f(self): return super
print(Shadow().f())  # expect: shadowed

# Metaclasses: __new__, __init__, __call__, __prepare__, keywords, conflicts, attributes of classes.
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kwargs):
        print('prepare', name, kwargs)
        return {'prepared': True}
    def __new__(mcs, name, bases, namespace, **kwargs):
        print('new', name)
        return super().__new__(mcs, name, bases, namespace)
    def __init__(cls, name, bases, namespace, **kwargs):
        print('init', name)
        super().__init__(name, bases, namespace)
    def __call__(cls, *args):
        print('call', cls.__name__, args)
        return super().__call__(*args)
    def __len__(cls): return 77
    def __contains__(cls, item): return item == 'in'
    def __iter__(cls): return iter('abc')
    def __repr__(cls): return f'<meta {cls.__name__}>'
    def method(cls): return 'method of ' + cls.__name__
    def __getitem__(cls, i): return i
class A(metaclass=Meta, option=1):
    def __init__(self, *args): print('A.__init__', args)
# expect: prepare A {'option': 1}
# expect: new A
# expect: init A
print(A.prepared, len(A), 'in' in A, list(A), A, A.method(), A[3], type(A))
# expect: True 77 True ['a', 'b', 'c'] <meta A> method of A 3 <class '__main__.Meta'>
a = A(1, 2)
# expect: call A (1, 2)
# expect: A.__init__ (1, 2)
class B(A): pass
# expect: prepare B {}
# expect: new B
# expect: init B
print(type(B).__name__, isinstance(B, Meta))  # expect: Meta True
try:
    a.method
except AttributeError as error:
    print(error)
# expect: 'A' object has no attribute 'method'
class Other(type): pass
try:
    class C(A, metaclass=Other): pass
except TypeError as error:
    print(error)
# expect: metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases
class Registry(type):
    classes = []
    def __init__(cls, *args):
        super().__init__(*args)
        Registry.classes.append(cls.__name__)
class X(metaclass=Registry): pass
class Y(X): pass
print(Registry.classes)  # expect: ['X', 'Y']
class Ordered(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        class Space(dict):
            def __setitem__(self, key, value):
                if not key.startswith('__'): print('define', key)
                super().__setitem__(key, value)
        return Space()
class Z(metaclass=Ordered):
    a = 1
    def b(self): pass
    a = 2
# expect: define a
# expect: define b
# expect: define a
def function_meta(name, bases, namespace): return name, bases, sorted(k for k in namespace if k[0] != '_')
class F(int, metaclass=function_meta): x = 1
print(F)  # expect: ('F', (<class 'int'>,), ['x'])
class Instances(type):
    def __instancecheck__(cls, x): return x == 5
    def __subclasscheck__(cls, c): return c is int
class Five(metaclass=Instances): pass
print(isinstance(5, Five), isinstance(6, Five), issubclass(int, Five), issubclass(str, Five))
# expect: True False True False
class Entries:
    def __init__(self, n): self.n = n
    def __mro_entries__(self, bases): return (dict,) if self.n else ()
class G(Entries(1)): pass
print(G.__bases__, G.__orig_bases__[0].n)  # expect: (<class 'dict'>,) 1
class Singleton(type):
    _one = {}
    def __call__(cls): return cls._one.setdefault(cls, super().__call__())
class One(metaclass=Singleton): pass
print(One() is One(), type.__call__(One) is One())  # expect: True False

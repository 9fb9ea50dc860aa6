# __new__ and __init__: who is called when, returned values, immutable subclasses, copies of arguments.
class A:
    def __new__(cls, *args, **kwargs):
        print('new', cls.__name__, args, kwargs)
        return super().__new__(cls)
    def __init__(self, x, y=1):
        print('init', x, y)
A(1, y=2)
# expect: new A (1,) {'y': 2}
# expect: init 1 2
class B:
    def __new__(cls): return 'not an instance'
    def __init__(self): print('never')
print(B())  # expect: not an instance
class C(A):
    def __init__(self): pass
C()  # expect: new C () {}
class D:
    def __init__(self): return 5
try:
    D()
except TypeError as error:
    print(error)
# expect: __init__() should return None, not 'int'
class Inches(float):
    def __new__(cls, feet): return super().__new__(cls, feet * 12)
print(Inches(2), Inches(0.5) + 1)  # expect: 24.0 7.0
class Cache:
    made = {}
    def __new__(cls, key):
        if key not in cls.made:
            cls.made[key] = super().__new__(cls)
        return cls.made[key]
    def __init__(self, key): self.key = key
print(Cache('a') is Cache('a'), Cache('a') is Cache('b'))  # expect: True False
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
class Plain: pass
attempt(lambda: Plain(1))  # expect: TypeError: Plain() takes no arguments
attempt(lambda: Plain(x=1))  # expect: TypeError: Plain() takes no arguments
attempt(lambda: object.__new__(Plain, 1))  # expect: TypeError: Plain() takes no arguments
attempt(lambda: object.__new__(int))  # expect: TypeError: object.__new__(int) is not safe, use int.__new__()
attempt(lambda: object.__new__())  # expect: TypeError: object.__new__(): not enough arguments
attempt(lambda: int.__new__(str))  # expect: TypeError: int.__new__(str): str is not a subtype of int
attempt(lambda: object.__new__(5))  # expect: TypeError: object.__new__(X): X is not a type object (int)
attempt(lambda: Plain.__init__())  # expect: TypeError: descriptor '__init__' of 'object' object needs an argument
class OnlyNew:
    def __new__(cls, a): return super().__new__(cls)
print(type(OnlyNew(1)).__name__)  # expect: OnlyNew
attempt(lambda: OnlyNew())  # expect: TypeError: OnlyNew.__new__() missing 1 required positional argument: 'a'
class OnlyInit:
    def __init__(self, a): self.a = a
print(OnlyInit(3).a, OnlyInit.__new__(OnlyInit).__dict__)  # expect: 3 {}
class Imm(tuple):
    def __new__(cls, a, b): return tuple.__new__(cls, (a, b))
    a = property(lambda self: self[0])
print(Imm(1, 2), Imm(1, 2).a, Imm(1, 2) == (1, 2))  # expect: (1, 2) 1 True
print(type('T', (), {})().__class__.__name__, type(5), type(type), type(None), type(...), type(NotImplemented))
# expect: T <class 'int'> <class 'type'> <class 'NoneType'> <class 'ellipsis'> <class 'NotImplementedType'>
attempt(lambda: type())  # expect: TypeError: type() takes 1 or 3 arguments
attempt(lambda: type(1, 2))  # expect: TypeError: type() takes 1 or 3 arguments
attempt(lambda: type('a', (), {}, 1, 2))  # expect: TypeError: type() takes 1 or 3 arguments
attempt(lambda: type(None)(1))  # expect: TypeError: NoneType takes no arguments

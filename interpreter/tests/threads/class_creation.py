# Classes and properties live while they are made, though nothing but native code refers to them and others collect.
import gc, threading
class Documented:
    def __call__(self, owner): return 1
    @property
    def __doc__(self):
        gc.collect()
        gc.collect()
        return 'collected meanwhile'
class WithProperty: value = property(Documented())
print(WithProperty.value.__doc__, WithProperty().value)  # expect: collected meanwhile 1
class Named:
    def __set_name__(self, owner, name):
        del owner
        gc.collect()
class Meta(type):
    def mro(cls):
        order = super().mro()
        del cls
        gc.collect()
        return order
    def __init__(cls, *args):
        super().__init__(*args)
        del cls, args
        gc.collect()
class Made(metaclass=Meta): first, second = Named(), Named()
print(Made.__name__, type(Made.second).__name__, Made.__mro__ == (Made, object))  # expect: Made Named True
class Namespace(dict):
    def __del__(self):
        gc.collect()
        gc.collect()
class Prepared(type):
    @classmethod
    def __prepare__(cls, name, bases, **keywords): return Namespace()
    def __new__(cls, name, bases, namespace, **keywords): return super().__new__(cls, name, bases, namespace)
    def __init__(cls, *args, **keywords): pass
class Kept(metaclass=Prepared, last=Namespace()): value = 3
others = [type('Other', (), {'value': i}) for i in range(20)]
print(Kept.value, Kept().value)  # expect: 3 3
made = type('Made', (), Namespace(value=4)), type(*('Made', (), Namespace(value=5)))
others = [type('Other', (), {'value': i}) for i in range(20)]
print([cls.value for cls in made])  # expect: [4, 5]
class Base: pass
def make(index):
    for i in range(150):
        class Local(Base):
            def __init__(self, value): self.value = value
            def twice(self): return 2 * self.value
            whole = property(lambda self: self.twice() + 1)
        if Local(i).whole != 2 * i + 1: wrong.append((index, i))
    ready.append(index)
def collect():
    while len(ready) < 4: gc.collect()
wrong, ready = [], []
threads = [threading.Thread(target=make, args=(i,)) for i in range(4)] + [threading.Thread(target=collect)]
for t in threads: t.start()
for t in threads: t.join()
print(wrong, sorted(ready))  # expect: [] [0, 1, 2, 3]

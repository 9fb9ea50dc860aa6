# weakref: refs, callbacks, proxies, WeakValueDictionary, WeakKeyDictionary, WeakSet, finalize, equality.
import weakref
class O:
    def __init__(self, v): self.v = v
    def method(self): return self.v
def callback(ref): print('callback', ref() is None)
o = O(1)
r = weakref.ref(o, callback)
print(r() is o, weakref.getweakrefcount(o), r().v, weakref.ref(o) is weakref.ref(o))  # expect: True 1 1 True
del o  # expect: callback True
print(r() is None)  # expect: True
o = O(2)
p = weakref.proxy(o)
print(p.v, p.method(), type(p).__name__)  # expect: 2 2 ProxyType
p.v = 3
print(o.v)  # expect: 3
del o
try:
    p.v
except ReferenceError as error:
    print(error)
# expect: weakly-referenced object no longer exists
values = weakref.WeakValueDictionary()
o = O(4)
values['k'] = o
print(values['k'].v, list(values.keys()), len(values))  # expect: 4 ['k'] 1
del o
print('k' in values, len(values))  # expect: False 0
keys = weakref.WeakKeyDictionary()
o = O(5)
keys[o] = 'data'
print(keys[o], len(keys))  # expect: data 1
del o
print(len(keys))  # expect: 0
s = weakref.WeakSet()
o = O(6)
s.add(o)
print(o in s, len(s))  # expect: True 1
del o
print(len(s))  # expect: 0
o = O(7)
f = weakref.finalize(o, print, 'finalized', 7)
print(f.alive)  # expect: True
del o  # expect: finalized 7
print(f.alive)  # expect: False
o = O(8)
m = weakref.WeakMethod(o.method)
print(m()())  # expect: 8
del o
print(m())  # expect: None
a, b = O(1), O(1)
ra, rb = weakref.ref(a), weakref.ref(b)
print(ra == rb, ra == weakref.ref(a), hash(ra) == hash(a), {ra: 1}[weakref.ref(a)])  # expect: False True True 1
order = []
o = O(9)
refs = [weakref.ref(o, lambda r, i=i: order.append(i)) for i in range(3)]
del o
print(order)  # expect: [2, 1, 0]
for thing in (5, 'a', (1,), None, [1]):
    try:
        weakref.ref(thing)
    except TypeError as error:
        print(error)
# expect: cannot create weak reference to 'int' object
# expect: cannot create weak reference to 'str' object
# expect: cannot create weak reference to 'tuple' object
# expect: cannot create weak reference to 'NoneType' object
# expect: cannot create weak reference to 'list' object
def func(): pass
print(weakref.ref(func)() is func, weakref.ref(O)() is O, weakref.ref({1})() is None)  # expect: True True True
class Sub(weakref.ref): pass
o = O(10)
print(type(Sub(o)).__name__, Sub(o)() is o, repr(weakref.ref(o)).startswith('<weakref at 0x'))  # expect: Sub True True

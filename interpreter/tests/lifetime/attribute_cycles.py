# Cycles through attributes, slots and a dict that is its own __dict__ are freed, not only finalised.
import gc


class Plain: pass
class Slotted:
    __slots__ = ('me', '__weakref__')
class Mapping(dict): pass

gc.collect()
for cls in (Plain, Slotted, Mapping):
    o = cls()
    o.me = o
    del o
m = Mapping()
m.__dict__ = m
m.x = 1
del m
print(gc.collect() > 0)  # expect: True
print([type(o).__name__ for o in gc.get_objects() if type(o) in (Plain, Slotted, Mapping)])  # expect: []

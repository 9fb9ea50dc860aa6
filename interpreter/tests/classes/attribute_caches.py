# Sites that see several shapes, classes and modules, and what invalidates what they remember.
import types


class A:
    kind = 'a'
    def __init__(self): self.x = 1
    def name(self): return 'A'
    @property
    def twice(self): return self.x * 2
    @staticmethod
    def fixed(): return 'fixed'
    @classmethod
    def made(cls): return cls.__name__


class B(A):
    __slots__ = ('y',)
    kind = 'b'
    def __init__(self):
        super().__init__()
        self.y = 5
    def name(self): return 'B'


class S:
    __slots__ = ('x', 'y')
    kind = 's'
    def __init__(self): self.x = 7
    def name(self): return 'S'
    twice = property(lambda self: self.x * 20)
    @staticmethod
    def fixed(): return 'S fixed'
    @classmethod
    def made(cls): return 'S made'


def look(o): return o.x, o.kind, o.name(), o.twice, o.fixed(), o.made()


objects = [A(), B(), S()]
for _ in range(40): seen = [look(o) for o in objects]
print(seen)

A.kind = 'changed'
A.name = lambda self: 'new A'
A.fixed = lambda self: 'method now'
A.twice = 3
S.twice = property(lambda self: 'other')
print([look(o) for o in objects])

objects[0].name = lambda: 'own'
print(objects[0].name(), look(objects[1])[2])
del objects[0].name
print(look(objects[0])[2])

def store(o, v): o.x = v
for _ in range(40):
    for o in objects: store(o, [_])
print([o.x for o in objects])

def read_y(o): return o.y
for _ in range(5): print(read_y(objects[1])) if _ == 4 else read_y(objects[1])
try: read_y(objects[2])
except AttributeError: print('unset slot')
objects[2].y = 9
print(read_y(objects[2]))
del objects[2].y
try: read_y(objects[2])
except AttributeError: print('unset again')

# attributes of classes and modules
def of_class(c): return c.kind, c.made()
print([of_class(c) for c in (A, B, S) for _ in range(3)])
del B.kind
print(of_class(B))
m = types.ModuleType('m')
m.f = lambda: 1
def of_module(): return m.f()
for _ in range(5): first = of_module()
m.f = lambda: 2
print(first, of_module())
m.g = 1
del m.f
try: of_module()
except AttributeError as e: print(e)
m.__getattr__ = lambda name: lambda: 'made for ' + name
print(of_module())

# what is replaced may be used by its own finalizer
class Dying:
    def __init__(self, owner): self.owner = owner
    def __del__(self): print('dying sees', type(self.owner.part).__name__)
class Owner: pass
Owner.part = Dying(Owner)
def part(): return Owner.part
for _ in range(5): part()
Owner.part = 8
print(part())

# a property that raises, is deleted, hides an instance attribute
class P:
    @property
    def v(self): raise KeyError('inside')
def read_v(o):
    try: return o.v
    except KeyError as e: return repr(e)
p = P()
p.__dict__['v'] = 'instance'
print([read_v(p) for _ in range(3)])
del P.v
print(read_v(p))

# a property whose getter is a generator function, or has a default
class G:
    @property
    def items(self): yield from (1, 2)
    @property
    def default(self, more=4): return more
    @property
    def rest(*args): return len(args)
g = G()
print([(list(g.items), g.default, g.rest) for _ in range(2)])

# expect: [(1, 'a', 'A', 2, 'fixed', 'A'), (1, 'b', 'B', 2, 'fixed', 'B'), (7, 's', 'S', 140, 'S fixed', 'S made')]
# expect: [(1, 'changed', 'new A', 3, 'method now', 'A'), (1, 'b', 'B', 3, 'method now', 'B'), (7, 's', 'S', 'other', 'S fixed', 'S made')]
# expect: own B
# expect: new A
# expect: [[39], [39], [39]]
# expect: 5
# expect: unset slot
# expect: 9
# expect: unset again
# expect: [('changed', 'A'), ('changed', 'A'), ('changed', 'A'), ('b', 'B'), ('b', 'B'), ('b', 'B'), ('s', 'S made'), ('s', 'S made'), ('s', 'S made')]
# expect: ('changed', 'B')
# expect: 1 2
# expect: module 'm' has no attribute 'f'
# expect: made for f
# expect: dying sees int
# expect: 8
# expect: ["KeyError('inside')", "KeyError('inside')", "KeyError('inside')"]
# expect: instance
# expect: [([1, 2], 4, 1), ([1, 2], 4, 1)]

# __del__ with exceptions, resurrection, generators, closures, frames.
import gc
import sys
class D:
    def __init__(self, name): self.name = name
    def __del__(self): print('del', self.name)
def raises():
    local = D('in failing frame')
    raise ValueError('x')
try:
    raises()
except ValueError as error:
    print('caught')
# expect: caught
# expect: del in failing frame
print('after handler')  # expect: after handler
class Resurrect:
    def __del__(self):
        global saved
        saved = self
        print('resurrected')
r = Resurrect()
r = None  # expect: resurrected
print(saved is not None)  # expect: True
saved = None
print('dropped twice')  # expect: dropped twice
def gen():
    held = D('in generator')
    yield 1
    yield 2
g = gen()
next(g)
print('suspended')  # expect: suspended
del g  # expect: del in generator
print('generator gone')  # expect: generator gone
def closure():
    cell = D('in cell')
    return lambda: cell
c = closure()
print('closure made')  # expect: closure made
del c  # expect: del in cell
print('closure gone')  # expect: closure gone
gone = []
class Node:
    def __init__(self, name): self.name = name; self.other = None
    def __del__(self): gone.append(self.name)
n = Node('1'); m = Node('2')
n.other, m.other = m, n
del n, m
print('cycle unreachable')  # expect: cycle unreachable
print(gc.collect() >= 2, sorted(gone))  # expect: True ['1', '2']
def chain():
    first = None
    for i in range(100000):
        first = [first]
    return first
x = chain()
del x
print('long chain freed')  # expect: long chain freed
class Linked:
    __slots__ = ('next',)
first = None
for _ in range(100000):
    node = Linked()
    node.next = first
    first = node
del first, node
print('long linked list freed')  # expect: long linked list freed
e = D('exception argument')
try:
    raise KeyError(e)
except KeyError as error:
    del e
    print('handling')
# expect: handling
# expect: del exception argument
print('handled')  # expect: handled
class Bad:
    def __del__(self): raise RuntimeError('in del')
class Hook:
    def __call__(self, info): print('unraisable', info.exc_value, info.object.__qualname__)
sys.unraisablehook = Hook()
Bad()  # expect: unraisable in del Bad.__del__
print('after bad')  # expect: after bad

# __del__ runs when the last reference goes: rebinding, del, end of functions, containers.
class D:
    def __init__(self, name): self.name = name
    def __del__(self): print('del', self.name)
a = D('a')
a = None  # expect: del a
b = c = D('b')
del b
print('b still held')  # expect: b still held
del c  # expect: del b
def f():
    local = D('local')
    print('in f')
f()
# expect: in f
# expect: del local
print('after f')  # expect: after f
D('temporary')  # expect: del temporary
print('after temporary')  # expect: after temporary
L = [D('item0'), D('item1')]
L.pop()  # expect: del item1
print('popped')  # expect: popped
L[0] = 5  # expect: del item0
d = {'k': D('value')}
d['k'] = 1  # expect: del value
d = {D('key'): 1} if False else {1: D('v')}
del d[1]  # expect: del v
t = (D('in tuple'),)
t = t + (1,)
print('tuple replaced')  # expect: tuple replaced
t = None  # expect: del in tuple
def g():
    return D('returned')
g()  # expect: del returned
x = g()
print('x holds')  # expect: x holds
x = [x]
x.clear()  # expect: del returned
for i in (D('loop1'), D('loop2')):
    print('loop', i.name)
# expect: loop loop1
# expect: loop loop2
# expect: del loop1
i = None  # expect: del loop2
print('loop over')  # expect: loop over
[D(f'comp{n}') for n in range(2)]
# expect: del comp1
# expect: del comp0
print('comprehension dropped')  # expect: comprehension dropped
def args(*a, **k): print('called')
args(D('arg'), key=D('kwarg'))
# expect: called
# expect: del arg
# expect: del kwarg
lst = [D('cleared')]
lst.clear()  # expect: del cleared
lst = [D('sliced1'), D('sliced2')]
lst[:1] = []  # expect: del sliced1
del lst  # expect: del sliced2
s = {D('in set')}
s.clear()  # expect: del in set
o = D('attribute holder')
o.attr = D('attribute')
del o.attr  # expect: del attribute
del o  # expect: del attribute holder
D('x').name  # expect: del x
print('end')  # expect: end

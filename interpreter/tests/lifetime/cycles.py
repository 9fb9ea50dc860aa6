# The cycle collector: cycles of many kinds, finalizers once, weak references, generations.
import gc
import weakref
gc.collect()
class N:
    count = 0
    def __init__(self): N.count += 1
    def __del__(self): N.count -= 1
def make_cycles():
    a = N(); a.me = a
    b, c = N(), N(); b.o, c.o = c, b
    l = [N()]; l.append(l)
    d = {'n': N()}; d['d'] = d
    t = (N(), []); t[1].append(t)
    def closure(): return closure, held
    held = N()
    class K: pass
    K.k = K; K.n = N()
    g = (x for x in [1]); n = N(); n.g = g
    s = N(); s.method = s.__init__
make_cycles()
print(N.count > 0)  # expect: True
gc.collect(); gc.collect()
print(N.count)  # expect: 0
x = N(); x.me = x
r = weakref.ref(x)
del x
print(r() is not None)  # expect: True
gc.collect()
print(r())  # expect: None
class Back:
    dels = 0
    def __del__(self):
        Back.dels += 1
        kept.append(self)
kept = []
b = Back(); b.me = b
del b
gc.collect()
print(len(kept), Back.dels)  # expect: 1 1
kept.clear()
gc.collect()
print(Back.dels)  # expect: 1
print(gc.isenabled(), gc.disable(), gc.isenabled(), gc.enable(), gc.isenabled())  # expect: True None False None True
print(gc.is_tracked([]), gc.is_tracked(5), gc.is_tracked('a'), type(gc.get_count()).__name__)
# expect: True False False tuple
a = []
b = [a]
print(any(ref is b for ref in gc.get_referrers(a)), gc.get_referents(b) == [a])  # expect: True True
log = []
class Ordered:
    def __init__(self, n): self.n = n
    def __del__(self): log.append(self.n)
p, q = Ordered(1), Ordered(2)
p.q, q.p = q, p
del p, q
gc.collect()
print(sorted(log))  # expect: [1, 2]
c = N(); c.cycle = c
cb = weakref.ref(c, lambda ref: print('callback', ref() is None))
del c
print(gc.collect() > 0, gc.garbage)
# expect: callback True
# expect: True []

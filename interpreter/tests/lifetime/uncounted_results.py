# A class has no counted references: it lives while what its expression was made of is let go and collects.
import gc
class Del:
    def __del__(self):
        gc.collect(); gc.collect()
        junk = [type('x', (), {}) for i in range(20)]
def f():
    d = Del()
    class X: q = 1
    return X
def show(what, cls): shown.append(f'{what} {cls.q}')
shown = []
show('return', f())
class H(Del):
    def __init__(self):
        class X: q = 2
        self.cls = X
X = H().cls; show('attr', X)
def g():
    d = Del()
    class X: q = 3
    yield X
    class X: q = 4
    return X
X = next(g()); show('yield', X)
try:
    it = g(); next(it); next(it)
except StopIteration as e: X = e.value
show('stop', X)
class L(Del, list): pass
def mk(c):
    class X: q = c
    return X
X = L([mk(5)])[0]; show('item', X)
class D(Del, dict): pass
X = D(a=mk(6))['a']; show('key', X)
X = L([mk(7)]).pop(); show('pop', X)
X, = L([mk(8)]); show('unpack', X)
for X in L([mk(9)]): pass
show('for', X)
X = (lambda d, X=mk(10): X)(Del()); show('default', X)
X = [x for x in L([mk(11)])][0]; show('comp', X)
X = max(L([mk(12)]), key=lambda c: c.q); show('max', X)
X = getattr(H(), 'cls'); show('getattr', X)
class P(Del):
    @property
    def cls(self): return mk(13)
X = P().cls; show('property', X)
X = next(iter(L([mk(14)]))); show('next', X)
import operator, functools
X = operator.itemgetter(0)(L([mk(15)])); show('itemgetter', X)
X = functools.reduce(lambda a, b: b, L([mk(16), mk(17)])); show('reduce', X)
class C(Del):
    def __call__(self): return mk(18)
    def __add__(self, o): return mk(19)
    def __getitem__(self, i): return mk(20)
    def __enter__(self): return mk(21)
    def __exit__(self, *a): pass
    def __getattr__(self, n): return mk(22)
X = C()(); show('call', X)
X = C() + C(); show('add', X)
X = C()[1]; show('getitem', X)
with C() as X: pass
show('with', X)
X = C().zzz; show('getattr', X)
X = type(C.__new__(type('T', (C,), {'q': 23}))); show('type', X)
X = D(a=mk(24)).pop('a'); show('dpop', X)
X = D(a=mk(25)).popitem()[1]; show('popitem', X)
X = D(a=mk(26)).get('a'); show('get', X)
X = D().setdefault('a', mk(27)); show('setdefault', X)
X = L([mk(28)]).__getitem__(0); show('dunder', X)
print(shown[:10])  # expect: ['return 1', 'attr 2', 'yield 3', 'stop 4', 'item 5', 'key 6', 'pop 7', 'unpack 8', 'for 9', 'default 10']
print(shown[10:20])  # expect: ['comp 11', 'max 12', 'getattr 2', 'property 13', 'next 14', 'itemgetter 15', 'reduce 17', 'call 18', 'add 19', 'getitem 20']
print(shown[20:])  # expect: ['with 21', 'getattr 22', 'type 23', 'dpop 24', 'popitem 25', 'get 26', 'setdefault 27', 'dunder 28']

# copy and deepcopy: containers, instances, cycles, hooks; pickling protocol methods.
import copy
a = [1, [2, 3], {'k': (4, [5])}]
b = copy.copy(a)
c = copy.deepcopy(a)
a[1].append('x'); a[2]['k'][1].append('y')
print(b, c, b[1] is a[1], c[1] is a[1])
# expect: [1, [2, 3, 'x'], {'k': (4, [5, 'y'])}] [1, [2, 3], {'k': (4, [5])}] True False
cycle = [1]
cycle.append(cycle)
d = copy.deepcopy(cycle)
print(d[1] is d, d is cycle, copy.copy(cycle)[1] is cycle)  # expect: True False True
class P:
    def __init__(self): self.items = [1]; self.me = self
p = P()
q = copy.copy(p)
r = copy.deepcopy(p)
print(q.items is p.items, r.items is p.items, r.me is r, q.me is p)  # expect: True False True True
class Hooked:
    def __copy__(self): return 'copied'
    def __deepcopy__(self, memo): return 'deep', type(memo).__name__
print(copy.copy(Hooked()), copy.deepcopy([Hooked()]))  # expect: copied [('deep', 'dict')]
class State:
    def __init__(self): self.a, self.b = 1, 2
    def __getstate__(self): return {'a': self.a}
    def __setstate__(self, state): self.__dict__.update(state, restored=True)
print(sorted(copy.copy(State()).__dict__.items()))  # expect: [('a', 1), ('restored', True)]
class Reduced:
    def __init__(self, v): self.v = v
    def __reduce__(self): return Reduced, (self.v + 1,)
print(copy.copy(Reduced(1)).v)  # expect: 2
class Slotted:
    __slots__ = ('a', 'b')
s = Slotted()
s.a = [1]
t = copy.deepcopy(s)
print(t.a, t.a is s.a, hasattr(t, 'b'))  # expect: [1] False False
shared = [0]
pair = copy.deepcopy((shared, shared))
print(pair[0] is pair[1], copy.deepcopy((1, 'a')) , copy.copy(5), copy.copy(print) is print)
# expect: True (1, 'a') 5 True
x = (1, 2)
print(copy.deepcopy(x) is x, copy.copy(x) is x, copy.copy({1: 2}), copy.copy({3}), x[:] is x)
# expect: True True {1: 2} {3} True
import pickle
for value in (1, 2.5, 'é', b'b', None, True, [1, [2]], (1,), {'a': {1, 2}}, 10 ** 30, 1 + 2j, range(3), frozenset('a')):
    assert pickle.loads(pickle.dumps(value)) == value
print(pickle.loads(pickle.dumps(P())).items, sorted(State().__reduce_ex__(2)[2]))  # expect: [1] ['a']

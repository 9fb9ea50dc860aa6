# Instances with many attributes, deletions, orders, __dict__ used as a dict, attributes beyond any limit.
class O: pass
o = O()
for i in range(100): setattr(o, f'a{i}', i)
print(len(o.__dict__), o.a99, list(vars(o))[:3])  # expect: 100 99 ['a0', 'a1', 'a2']
for i in range(0, 100, 2): delattr(o, f'a{i}')
print(len(vars(o)), hasattr(o, 'a0'), o.a1, list(vars(o))[0])  # expect: 50 False 1 a1
o.a0 = 'again'
print(list(vars(o))[-1], o.a0)  # expect: a0 again
p = O()
p.x, p.y, p.z = 1, 2, 3
del p.y
p.y = 'last'
print(list(p.__dict__.items()))  # expect: [('x', 1), ('z', 3), ('y', 'last')]
d = p.__dict__
d['w'] = 4
p.v = 5
print(p.w, d['v'], d is p.__dict__, list(d))  # expect: 4 5 True ['x', 'z', 'y', 'w', 'v']
d.clear()
print(hasattr(p, 'x'), vars(p))  # expect: False {}
p.x = 'after clear'
print(d)  # expect: {'x': 'after clear'}
q = O()
q.__dict__.update(a=1, b=2)
print(q.a, q.b)  # expect: 1 2
q.__dict__ = r = {'c': 3}
q.d = 4
print(r)  # expect: {'c': 3, 'd': 4}
class Half:
    __slots__ = ('s', '__dict__')
h = Half()
h.s, h.t = 1, 2
print(h.__dict__, h.s)  # expect: {'t': 2} 1
for cls in (int, str, list, dict, tuple, Exception):
    T = type('T', (cls,), {})
    t = T()
    t.attr = cls.__name__
    print(t.attr, vars(t), end=' ')
# expect: int {'attr': 'int'} str {'attr': 'str'} list {'attr': 'list'} dict {'attr': 'dict'} tuple {'attr': 'tuple'} Exception {'attr': 'Exception'} 
print()
many = [O() for _ in range(300)]
for i, m in enumerate(many):
    for j in range(i % 7): setattr(m, 'abcdefg'[(i + j) % 7], j)
print(sum(len(vars(m)) for m in many), sorted(vars(many[6])), list(vars(many[13])))
# expect: 897 ['a', 'b', 'c', 'd', 'e', 'g'] ['g', 'a', 'b', 'c', 'd', 'e']
o2 = O()
setattr(o2, 'not an identifier', 1)
setattr(o2, '', 2)
print(vars(o2), getattr(o2, ''))  # expect: {'not an identifier': 1, '': 2} 2
o2.__dict__[5] = 'int key'
print(5 in vars(o2), dir(o2)[:0])  # expect-error: TypeError: '<' not supported between instances of 'int' and 'str'
try:
    setattr(o2, 5, 1)
except TypeError as error:
    print(error)
class Copy:
    def __init__(self, **k): self.__dict__.update(k)
    def __eq__(self, other): return self.__dict__ == other.__dict__
a, b = Copy(x=1, y=2), Copy(y=2, x=1)
print(a == b, a.__dict__ == b.__dict__, a.x)
class Swap: pass
u, v = Swap(), Swap()
u.n, v.n = 'u', 'v'
u.__dict__, v.__dict__ = v.__dict__, u.__dict__
print(u.n, v.n)
u.__dict__ = v.__dict__
u.n = 'shared'
print(v.n)
del u.__dict__
print(vars(u), v.n)

# dicts whose keys run code: equality that raises, mutates, counts; equal hashes; subclasses.
class Key:
    log = []
    def __init__(self, name, h=1): self.name, self.h = name, h
    def __hash__(self): return self.h
    def __eq__(self, other):
        Key.log.append((self.name, getattr(other, 'name', other)))
        return isinstance(other, Key) and self.name == other.name
a, b, c = Key('a'), Key('b'), Key('c')
d = {a: 1, b: 2}
print(Key.log)  # expect: [('a', 'b')]
Key.log.clear()
print(d[a], Key.log)  # expect: 1 []
print(d[Key('b')], Key.log)  # expect: 2 [('a', 'b'), ('b', 'b')]
Key.log.clear()
print(c in d, Key.log)  # expect: False [('a', 'c'), ('b', 'c')]
class Raises:
    def __hash__(self): return 1
    def __eq__(self, other): raise ValueError('in eq')
try:
    {Raises(): 1}[Raises()]
except ValueError as error:
    print(error)
# expect: in eq
class BadHash:
    def __hash__(self): raise KeyError('in hash')
for f in (lambda: {BadHash(): 1}, lambda: BadHash() in {}, lambda: {1}.add(BadHash()), lambda: {}.get(BadHash())):
    try:
        f()
    except KeyError as error:
        print(error)
# expect: 'in hash'
# expect: 'in hash'
# expect: 'in hash'
# expect: 'in hash'
class Clearing:
    def __hash__(self): return 5
    def __eq__(self, other):
        target.clear()
        return False
target = {Clearing(): 1}
target[Clearing()] = 2
print(len(target))  # expect: 1
class Missing(dict):
    def __missing__(self, key):
        self[key] = value = len(self)
        return value
m = Missing()
print(m['a'], m['b'], m['a'], m, m.get('zz'))  # expect: 0 1 0 {'a': 0, 'b': 1} None
class StrKey(str): pass
e = {'k': 1}
print(e[StrKey('k')], StrKey('k') in e, {StrKey('z'): 1}['z'])  # expect: 1 True 1
e[StrKey('k')] = 2
print(e, type(list(e)[0]).__name__)  # expect: {'k': 2} str
print({1: 'a', 1.0: 'b', True: 'c'}, {0: 'x', False: 'y', 0.0: 'z', 0j: 'w'}, {'1': 1, 1: '1'})
# expect: {1: 'c'} {0: 'w'} {'1': 1, 1: '1'}
nan = float('nan')
f = {nan: 1}
print(f[nan], float('nan') in f, len({float('nan'), float('nan')}))  # expect: 1 False 2
many = {Key(str(i), i % 3): i for i in range(30)}
print(sum(many[Key(str(i), i % 3)] for i in range(30)), len(many))  # expect: 435 30
for i in range(0, 30, 2): del many[Key(str(i), i % 3)]
print(len(many), Key('3', 0) in many, Key('4', 1) in many)  # expect: 15 True False

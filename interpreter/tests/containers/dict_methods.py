# dict methods, order, merging, missing keys, construction.
d = {'a': 1, 'b': 2}
print(d.get('a'), d.get('z'), d.get('z', 0), d.setdefault('c', []), d.setdefault('a', 9), d)
# expect: 1 None 0 [] 1 {'a': 1, 'b': 2, 'c': []}
print(d.pop('a'), d.pop('zz', 'none'), d.popitem(), d)  # expect: 1 none ('c', []) {'b': 2}
d.update({'x': 1}, y=2); d.update([('z', 3)]); d.update(); print(d)  # expect: {'b': 2, 'x': 1, 'y': 2, 'z': 3}
d['b'] = 'again'; d['a'] = 'last'; print(d, list(d), len(d))
# expect: {'b': 'again', 'x': 1, 'y': 2, 'z': 3, 'a': 'last'} ['b', 'x', 'y', 'z', 'a'] 5
del d['b']; d['b'] = 'reinserted'; print(list(d))  # expect: ['x', 'y', 'z', 'a', 'b']
print(list(d.keys()), list(d.values()), list(d.items()), list(reversed(d)), 'x' in d, 'q' not in d)
# expect: ['x', 'y', 'z', 'a', 'b'] [1, 2, 3, 'last', 'reinserted'] [('x', 1), ('y', 2), ('z', 3), ('a', 'last'), ('b', 'reinserted')] ['b', 'a', 'z', 'y', 'x'] True True
e = d.copy(); e['new'] = 1; print('new' in d, e == d, {**d} == d)  # expect: False False True
print({'a': 1} | {'b': 2}, {'a': 1} | {'a': 2}, {'a': 1} == {'a': 1.0}, {'a': 1, 'b': 2} == {'b': 2, 'a': 1})
# expect: {'a': 1, 'b': 2} {'a': 2} True True
d |= {'m': 1}; d |= [('n', 2)]; print(d)
# expect: {'x': 1, 'y': 2, 'z': 3, 'a': 'last', 'b': 'reinserted', 'm': 1, 'n': 2}
print(dict(), dict(a=1), dict([('a', 1)]), dict({'a': 1}, b=2), dict(zip('ab', [1, 2])), dict.fromkeys('ab'), dict.fromkeys([1, 2], 0), {i: i for i in range(3)})
# expect: {} {'a': 1} {'a': 1} {'a': 1, 'b': 2} {'a': 1, 'b': 2} {'a': None, 'b': None} {1: 0, 2: 0} {0: 0, 1: 1, 2: 2}
d.clear(); print(d, bool(d))  # expect: {} False
keys = {1: 'a', 2: 'b'}.keys()
print(keys & {1, 5}, keys | {9}, keys - {1}, keys ^ {1, 3}, keys == {1, 2}, keys.isdisjoint([7]), 1 in keys, {1: 2}.items() & {(1, 2)}, keys <= {1, 2, 3})
# expect: {1} {1, 2, 9} {2} {2, 3} True True True {(1, 2)} True
live = {'a': 1}
view = live.items()
live['b'] = 2
print(list(view), len(view), ('b', 2) in view, view.mapping)  # expect: [('a', 1), ('b', 2)] 2 True {'a': 1, 'b': 2}
big = {i: str(i) for i in range(1000)}
for i in range(0, 1000, 2): del big[i]
print(len(big), big[501], 500 in big, list(big)[:3], sum(big))  # expect: 500 501 False [1, 3, 5] 250000
class K:
    def keys(self): return ['p', 'q']
    def __getitem__(self, k): return k.upper()
print(dict(K()), {**K()}, (lambda **k: k)(**K()))
# expect: {'p': 'P', 'q': 'Q'} {'p': 'P', 'q': 'Q'} {'p': 'P', 'q': 'Q'}
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: {}['k'])  # expect: KeyError: 'k'
attempt(lambda: {}.pop('k'))  # expect: KeyError: 'k'
attempt(lambda: {}.popitem())  # expect: KeyError: 'popitem(): dictionary is empty'
attempt(lambda: {}.__delitem__(5))  # expect: KeyError: 5
attempt(lambda: {[]: 1})  # expect: TypeError: unhashable type: 'list'
attempt(lambda: {}.get([]))  # expect: TypeError: unhashable type: 'list'
attempt(lambda: dict([1, 2]))  # expect: TypeError: cannot convert dictionary update sequence element #0 to a sequence
attempt(lambda: dict(['abc']))  # expect: ValueError: dictionary update sequence element #0 has length 3; 2 is required
attempt(lambda: dict(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: {}.update(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: {} | [])  # expect: TypeError: unsupported operand type(s) for |: 'dict' and 'list'
attempt(lambda: {} + {})  # expect: TypeError: unsupported operand type(s) for +: 'dict' and 'dict'
attempt(lambda: {}.get())  # expect: TypeError: get expected at least 1 argument, got 0
attempt(lambda: {}.setdefault())  # expect: TypeError: setdefault expected at least 1 argument, got 0
attempt(lambda: dict.fromkeys(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: {1: 2}.items().add(1))  # expect: AttributeError: 'dict_items' object has no attribute 'add'
attempt(lambda: hash({}.keys()))  # expect: TypeError: unhashable type: 'dict_keys'
attempt(lambda: dict(1, 2))  # expect: TypeError: dict expected at most 1 argument, got 2
attempt(lambda: dict(**{1: 2}))  # expect: TypeError: keywords must be strings
def grow():
    d = {1: 1}
    for k in d: d[k + 1] = 1
attempt(grow)  # expect: RuntimeError: dictionary changed size during iteration
def shrink():
    d = {1: 1, 2: 2}
    for k in d: del d[k]
attempt(shrink)  # expect: RuntimeError: dictionary changed size during iteration
def rekey():
    d = {1: 1}
    for k in d:
        del d[k]; d[k + 1] = 1
attempt(rekey)  # expect: RuntimeError: dictionary keys changed during iteration

# Displays of tuples, lists, sets and dicts, nested and with stars.
print((), (1,), (1, 2), 1, [], [1], [1, [2, [3]]])  # expect: () (1,) (1, 2) 1 [] [1] [1, [2, [3]]]
print({}, {1: 2}, {'a': [1], (1, 2): {}}, {1}, {1, 1, 1})  # expect: {} {1: 2} {'a': [1], (1, 2): {}} {1} {1}
print(set(), frozenset(), frozenset({3}))  # expect: set() frozenset() frozenset({3})
print([*range(3), *'ab'], (*[1], 2), {*[1], *[1]}, {**{'a': 1}, 'b': 2, **{'a': 3}})
# expect: [0, 1, 2, 'a', 'b'] (1, 2) {1} {'a': 3, 'b': 2}
print({1: 'one', 1.0: 'float', True: 'true'})  # expect: {1: 'true'}
print([1, 2, 3,], (1, 2,), {1: 2,})  # expect: [1, 2, 3] (1, 2) {1: 2}
a = [1]
a.append(a)
print(a)  # expect: [1, [...]]
d = {}
d['self'] = d
print(d)  # expect: {'self': {...}}
print(([],), [()], {'k': ()}, [None, True, ..., NotImplemented])
# expect: ([],) [()] {'k': ()} [None, True, Ellipsis, NotImplemented]
t = ([],)
t[0].append(t)
print(t)  # expect: ([(...)],)

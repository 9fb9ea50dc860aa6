# and, or, not, conditional expressions and truth values.
def show(name, result):
    print('[' + name + ']', end=' ')
    return result
print(show('a', 0) and show('b', 1))  # expect: [a] 0
print(show('a', 1) and show('b', 2))  # expect: [a] [b] 2
print(show('a', 0) or show('b', ''))  # expect: [a] [b] 
print(show('a', 5) or show('b', 6))  # expect: [a] 5
print(show('x', 1) if show('c', 0) else show('y', 2))  # expect: [c] [y] 2
print(not 0, not 1, not '', not [0], not None, not not 5)  # expect: True False True False True True
print([bool(x) for x in (0, 0.0, 0j, '', b'', [], (), {}, set(), range(0), None, False)])
# expect: [False, False, False, False, False, False, False, False, False, False, False, False]
print([bool(x) for x in (1, -1, 0.1, 'a', ' ', [0], (0,), {0: 0}, range(1), ..., object)])
# expect: [True, True, True, True, True, True, True, True, True, True, True]
class Sized:
    def __init__(self, n):
        self.n = n
    def __len__(self):
        return self.n
class Truthy:
    def __bool__(self):
        return False
print(bool(Sized(0)), bool(Sized(2)), bool(Truthy()))  # expect: False True False
class Bad:
    def __bool__(self):
        return 1
class Negative:
    def __len__(self):
        return -1
for thing in (Bad(), Negative()):
    try:
        bool(thing)
    except Exception as error:
        print(type(error).__name__, error)
# expect: TypeError __bool__ should return bool, returned int
# expect: ValueError __len__() should return >= 0

# Augmented assignment: on names, items, attributes; in place or not; single evaluation of the target.
x = 5
x += 2; print(x)  # expect: 7
x -= 1; x *= 3; x //= 4; x **= 3; x %= 10; x <<= 3; x >>= 1; x |= 1; x &= 7; x ^= 2
print(x)  # expect: 3
x /= 2
print(x)  # expect: 1.5
a = b = [1]
a += [2]
a += 'xy'
print(a, b, a is b)  # expect: [1, 2, 'x', 'y'] [1, 2, 'x', 'y'] True
a = a + [3]
print(a is b, b)  # expect: False [1, 2, 'x', 'y']
t = s = (1,)
t += (2,)
print(t, s)  # expect: (1, 2) (1,)
a = b = {1}
a |= {2}; a &= {2, 3}; a ^= {9}; a -= {2}
print(a, b)  # expect: {9} {9}
calls = []
def target():
    calls.append('t')
    return box
def index():
    calls.append('i')
    return 0
box = [10]
target()[index()] += 5
print(box, calls)  # expect: [15] ['t', 'i']
class Vector:
    def __init__(self, v):
        self.v = v
    def __iadd__(self, other):
        self.v += other
        return self
    def __matmul__(self, other):
        return 'matmul', other
v = w = Vector(1)
v += 5
print(v is w, w.v)  # expect: True 6
v @= 3
print(v)  # expect: ('matmul', 3)
t = ([],)
try:
    t[0] += [1]
except TypeError as error:
    print(error, t)
# expect: 'tuple' object does not support item assignment ([1],)
try:
    undefined += 1
except NameError as error:
    print(error)
# expect: name 'undefined' is not defined

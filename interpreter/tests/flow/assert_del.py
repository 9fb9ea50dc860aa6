# assert, del, pass, and the walrus.
def attempt(f):
    try:
        f()
    except Exception as error:
        print(type(error).__name__ + ':', error)
def a1(): assert 1 == 2
def a2(): assert False, 'message'
def a3(): assert False, (1, 2)
def a4(): assert True, 1 / 0
for f in (a1, a2, a3, a4):
    attempt(f)
# expect: AssertionError: 
# expect: AssertionError: message
# expect: AssertionError: (1, 2)
x = [1, 2, 3]
del x[0]
print(x)  # expect: [2, 3]
d = {'a': 1, 'b': 2}
del d['a']
print(d)  # expect: {'b': 2}
attempt(lambda: d.__delitem__('zz'))  # expect: KeyError: 'zz'
def unbound():
    y = 1
    del y
    return y
attempt(unbound)  # expect: UnboundLocalError: cannot access local variable 'y' where it is not associated with a value
del x
attempt(lambda: x)  # expect: NameError: name 'x' is not defined
class O: pass
o = O()
o.a = 1
del o.a
attempt(lambda: o.a)  # expect: AttributeError: 'O' object has no attribute 'a'
def delete_missing(): del o.a
attempt(delete_missing)  # expect: AttributeError: 'O' object has no attribute 'a'
def f():
    del z
    z = 1
attempt(f)  # expect: UnboundLocalError: cannot access local variable 'z' where it is not associated with a value
if (n := len('abcd')) > 3:
    print('n', n)
# expect: n 4
print([y := 5, y ** 2], y)  # expect: [5, 25] 5
print([last := i for i in range(4)], last)  # expect: [0, 1, 2, 3] 3
while (n := n - 1) > 1:
    print(n, end=' ')
# expect: 3 2 
print()
print((a := 1, b := 2), a, b)  # expect: (1, 2) 1 2
def g(v): return (w := v) + w
print(g(4))  # expect: 8

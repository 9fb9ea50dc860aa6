# frame.f_locals of functions and generators reads and writes their variables.
import sys

def f():
    x = 1
    y = [1]
    def g():
        return y
    p = sys._getframe().f_locals
    p['x'] = 5
    p['y'] = 7
    p['new'] = 8
    print(x, y, g(), p['new'], sorted(p), len(p), 'zz' in p, p.get('q', 3), type(p).__name__)
    try:
        p['nope']
    except KeyError as error:
        print(error)
    try:
        del p['x']
    except (TypeError, ValueError):
        print('refused')
    print(sorted(p.keys()), p == p, p | {'a': 1} == {**p, 'a': 1})
    print(locals() is not locals(), sorted(locals()))
f()
# expect: 5 7 7 8 ['g', 'new', 'p', 'x', 'y'] 5 False 3 FrameLocalsProxy
# expect: "local variable ''nope'' is not defined"
# expect: refused
# expect: ['g', 'new', 'p', 'x', 'y'] True True
# expect: True ['g', 'new', 'p', 'x', 'y']

def replaced():
    value = [1]
    def inner(lent):
        sys._getframe(1).f_locals['value'] = None
        return lent
    return inner(value), value
print(replaced())  # expect: ([1], None)

def gen():
    a = 1
    yield a
    yield a
g = gen()
next(g)
g.gi_frame.f_locals['a'] = 9
print(next(g), g.gi_frame.f_locals)  # expect: 9 {'a': 9}
print(sys._getframe().f_locals is globals())  # expect: True

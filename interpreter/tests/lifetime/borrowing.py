# Operands whose variable is rebound, deleted or emptied while they are in use stay alive until the use ends.
import sys
class D:
    def __init__(self, n): self.n = n
    def __add__(self, other): return f'{self.n}+{getattr(other, "n", other)}'
    def __del__(self): log.append(self.n)
    def __getitem__(self, i): return f'{self.n}[{i}]'
    def method(self, x): return f'{self.n}.method({x})'
    def __call__(self, x): return f'{self.n}({x})'
log = []
def walrus():
    x = D('old')
    return x + (x := D('new'))
print(walrus(), log); log.clear()  # expect: old+new ['old', 'new']
def walrus_call():
    x = D('a')
    return (x(x := D('b')) if False else x.method((x := 5))), x
print(walrus_call(), log); log.clear()  # expect: ('a.method(5)', 5) ['a']
def subscript():
    x = D('s')
    return x[(x := 3)]
print(subscript(), log); log.clear()  # expect: s[3] ['s']
def compare():
    x = 10
    return x < (x := 20), x == (x := 20), [x, (x := 1), x], (x, (x := 2), x), {x: (x := 3)}, f'{x}{(x := 4)}{x}'
print(compare())  # expect: (True, True, [20, 1, 1], (1, 2, 2), {2: 3}, '344')
def args():
    x = D('arg')
    def show(a, b): return a.n, b
    return show(x, (x := None))
print(args(), log); log.clear()  # expect: ('arg', None) ['arg']
holder = [D('item')]
def empties(ignored):
    holder.clear()
    return 'done'
print(holder[0].method(empties(0)), log); log.clear()  # expect: item.method(done) ['item']
def global_gone():
    global g
    del g
    return 'gone'
g = D('global')
print(g.method(global_gone()), log); log.clear()  # expect: global.method(gone) ['global']
class Self:
    def __init__(self): self.part = D('part')
    def drop(self):
        part = self.part
        self.part = None
        return part.n
print(Self().drop(), log); log.clear()  # expect: part ['part']
def loop():
    items = [D(1), D(2)]
    out = []
    for x in items:
        items.clear()
        out.append(x.n)
    return out
print(loop(), log); log.clear()  # expect: [1] [2, 1]
def replaced_self():
    class T:
        def run(self):
            global current
            current = None
            return 'still here', self.__class__.__name__
        def __del__(self): log.append('T')
    global current
    current = T()
    result = current.run()
    return result, log[:]
print(replaced_self()); log.clear()  # expect: (('still here', 'T'), ['T'])
def generator_args(d):
    yield d.n
    yield d.n
it = generator_args(D('in generator'))
print(next(it), log, next(it), list(it), log); log.clear()
# expect: in generator ['in generator'] in generator [] ['in generator']
def frame_local():
    x = D('frame')
    f = sys._getframe()
    value = f.f_locals['x']
    del x
    alive = log[:]
    del value, f
    return alive, log[:]
print(frame_local()); log.clear()  # expect: ([], ['frame'])
def swap():
    a, b = D('a'), D('b')
    a, b = b, a
    a = b = None
    return log[:]
print(sorted(swap())); log.clear()  # expect: ['a', 'b']
def handler():
    try:
        x = D('in try')
        raise ValueError
    except ValueError:
        x = None
        return log[:]
print(handler()); log.clear()  # expect: ['in try']
d = {'k': D('v')}
def get_and_clear():
    v = d['k']
    d.clear()
    return v.n
print(get_and_clear(), log); log.clear()  # expect: v ['v']
def star(*args): return args[0].n
def call_star():
    L = [D('star')]
    return star(*L, L.clear())
print(call_star(), log); log.clear()  # expect: star ['star']
def chained():
    x = y = z = D('chain')
    del x, y
    n = z.n
    z = n
    return z, log[:]
print(chained()); log.clear()  # expect: ('chain', ['chain'])
def aug():
    x = D('aug')
    x += 1
    return x, log[:]
print(aug())  # expect: ('aug+1', ['aug'])

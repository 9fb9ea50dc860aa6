# Chains of comparisons of any length; a long one shares two temporaries between its operands.
for n in (3, 15, 16, 17, 18, 40, 20000):
    for tail, want in (('', True), ('<0', False)):
        text = '<'.join(map(str, range(n))) + tail
        assert eval(text) is want, (n, tail)
        space = {}
        exec(f'if {text}: r = 1\nelse: r = 2\nif not ({text}): q = 1\nelse: q = 2', space)
        assert (space['r'], space['q']) == ((1, 2) if want else (2, 1))
class V:
    alive = 0
    def __init__(self, n): self.n = n; V.alive += 1
    def __lt__(self, other): return self.n < other.n
    def __del__(self): V.alive -= 1
def chain(*ns):
    a, b = V(ns[0]), V(ns[1])
    text = 'a < b < ' + ' < '.join(f'V({n})' for n in ns[2:])
    return eval(text, {'V': V, 'a': a, 'b': b})
print(chain(*range(30)), V.alive, chain(*range(20), 5, *range(30, 40)), V.alive)  # expect: True 0 False 0
x = 1
print(x < 2 < (x := 3) < 4 < 5 < 6 < 7 < 8 < 9 < 10 < 11 < 12 < 13 < 14 < 15 < 16 < 17 < x + 20, x)  # expect: True 3
def f(p):
    r = p < 2 < (p := 3) < 4 < 5 < 6 < 7 < 8 < 9 < 10 < 11 < 12 < 13 < 14 < 15 < 16 < 17 < p + 20
    return r, p
print(f(1), f(9))  # expect: (True, 3) (False, 9)

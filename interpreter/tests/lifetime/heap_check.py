# The heap check finds nothing wrong, and collections keep what is reachable: attributes are counted once.
import gc, threading
try:
    from gil_lab import check_heap, live_objects
except ImportError:  # an oracle without it
    check_heap = live_objects = lambda: (0, 0, 0)

def clean():
    return len(check_heap()) == 3

class Node:
    def __init__(self, value):
        self.value = value
        self.me = [value]
class Slotted:
    __slots__ = ('a', 'b')
class Words(list):
    pass

print(clean())  # expect: True
kept = Node([1])
print(len([r for r in gc.get_referents(kept) if type(r) is list]))  # expect: 2
nodes = [Node([i]) for i in range(2000)]
held = [n.me for n in nodes]
gc.collect()
print(all(n.me is h and h == [n.value] for n, h in zip(nodes, held)))  # expect: True
w = Words([[1]]); w.x = w
s = Slotted(); s.a = s; s.b = [w]
del w, s, nodes, held
print(gc.collect() > 0, clean())  # expect: True True

shared = []
def work(n):
    for i in range(n):
        node = Node([i]); node.ring = node
        shared.append({i: (node.me, str(i))})
        if i % 3 == 0: shared.pop()
threads = [threading.Thread(target=work, args=(1500,)) for _ in range(4)]
for t in threads: t.start()
print(clean())  # expect: True
for t in threads: t.join()
print(len(shared), clean())  # expect: 4000 True

def leakless():
    import json
    json.loads(json.dumps({'a': [1, 2.5, None, 'x' * 100]}))
    try: [][1]
    except IndexError as e: e.__traceback__
    def gen():
        yield from (Node(i) for i in range(3))
    return sum(n.value for n in gen())
leakless(); leakless()
before = live_objects()
for _ in range(50): leakless()
after = live_objects()
print(after <= before)  # expect: True

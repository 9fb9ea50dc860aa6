# The cycle collector while threads run: cycles made by all, collected by some, nothing reachable lost.
import gc
import threading
class N:
    pass
alive = 0
lock = threading.Lock()
class Counted:
    def __init__(self):
        global alive
        with lock: alive += 1
    def __del__(self):
        global alive
        lock.acquire()
        alive -= 1
        lock.release()
def make(index):
    keep = []
    for i in range(100):
        a, b = N(), N()
        a.b, b.a = b, a
        a.items = [a, b, {'self': a}]
        if i % 10 == 0: keep.append(a)
        if i % 40 == 0: gc.collect()
    kept[index] = keep
kept = [None] * 4
threads = [threading.Thread(target=make, args=(i,)) for i in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print([len(k) for k in kept], all(a.b.a is a and a.items[2]['self'] is a for k in kept for a in k))
# expect: [10, 10, 10, 10] True
def trees(index):
    def build(depth): return [build(depth - 1), build(depth - 1)] if depth else [index]
    for _ in range(10):
        tree = build(6)
        tree.append(tree)
        leaf = tree
        while len(leaf) > 1: leaf = leaf[0]
        if leaf != [index]: wrong.append(leaf)
wrong = []
threads = [threading.Thread(target=trees, args=(i,)) for i in range(4)] + [threading.Thread(target=lambda: [gc.collect() for _ in range(5)])]
for t in threads: t.start()
for t in threads: t.join()
print(wrong)  # expect: []
def count():
    for _ in range(50):
        c = Counted()
        c.me = c
gc.disable()
threads = [threading.Thread(target=count) for _ in range(3)]
for t in threads: t.start()
for t in threads: t.join()
print(alive)  # expect: 150
gc.enable()
gc.collect()
print(alive)  # expect: 0

# Objects made in one thread and dropped in another: __del__ runs exactly once each; weak references die.
import gc
import threading
import weakref
class D:
    made = 0
    def __init__(self, n): self.n = n
    def __del__(self): dead.append(self.n)
dead = []
COUNT = 500
def handed_over():
    box = []
    def maker():
        for i in range(COUNT): box.append(D(i))
    def dropper():
        n = 0
        while n < COUNT:
            try:
                box.pop()
                n += 1
            except IndexError:
                pass
    threads = [threading.Thread(target=maker), threading.Thread(target=dropper)]
    for t in threads: t.start()
    for t in threads: t.join()
handed_over()
gc.collect()
print(len(dead), len(set(dead)))  # expect: 500 500
dead.clear()
def shared_then_dropped():
    items = [D(i) for i in range(COUNT)]
    barrier = threading.Barrier(4)
    def hold(mine):
        barrier.wait()
        while mine: mine.pop()
    threads = [threading.Thread(target=hold, args=(list(items),)) for _ in range(4)]
    del items
    for t in threads: t.start()
    for t in threads: t.join()
shared_then_dropped()
gc.collect()
print(len(dead), len(set(dead)))  # expect: 500 500
dead.clear()
def in_threads():
    def body(index):
        for i in range(100): D((index, i))
        kept.append(D((index, 'kept')))
    threads = [threading.Thread(target=body, args=(i,)) for i in range(5)]
    for t in threads: t.start()
    for t in threads: t.join()
kept = []
in_threads()
gc.collect()
print(len(dead), len(kept))  # expect: 500 5
kept.clear()
gc.collect()
print(len(dead))  # expect: 505
dead.clear()
target = D('weak')
refs = []
def weak(): refs.extend(weakref.ref(target) for _ in range(50))
threads = [threading.Thread(target=weak) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(len(refs), all(r() is target for r in refs))  # expect: 200 True
del target
gc.collect()
print(all(r() is None for r in refs), dead)  # expect: True ['weak']
stop = threading.Event()
strange = []
holder = [D('racing')]
def race():
    while not stop.is_set():
        r = weakref.ref(holder[0])
        o = r()
        if o is not None and o.n != 'racing': strange.append(o)
def replace():
    for _ in range(1000): holder[0] = D('racing')
    stop.set()
threads = [threading.Thread(target=race), threading.Thread(target=race), threading.Thread(target=replace)]
for t in threads: t.start()
for t in threads: t.join()
holder.clear()
gc.collect()
print(strange, dead.count('racing'))  # expect: [] 1001

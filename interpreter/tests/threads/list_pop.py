# list.pop, deque.popleft, set.pop and dict.popitem from many threads: every item is taken exactly once.
import threading
from collections import deque
THREADS, COUNT = 6, 12000
def drain(container, take):
    taken = [[] for _ in range(THREADS)]
    def body(index):
        mine = taken[index]
        while True:
            try:
                mine.append(take(container))
            except (IndexError, KeyError):
                return
    threads = [threading.Thread(target=body, args=(i,)) for i in range(THREADS)]
    for t in threads: t.start()
    for t in threads: t.join()
    everything = [item for mine in taken for item in mine]
    return len(everything), len(set(everything)), len(container)
print(drain(list(range(COUNT)), list.pop))  # expect: (12000, 12000, 0)
print(drain(list(range(2000)), lambda l: l.pop(0)))  # expect: (2000, 2000, 0)
print(drain(deque(range(COUNT)), deque.popleft))  # expect: (12000, 12000, 0)
print(drain(deque(range(COUNT)), deque.pop))  # expect: (12000, 12000, 0)
print(drain(set(range(COUNT)), set.pop))  # expect: (12000, 12000, 0)
print(drain({i: i for i in range(COUNT)}, dict.popitem))  # expect: (12000, 12000, 0)
objects = [[i] for i in range(COUNT)]
ids = sorted(map(id, objects))
got = []
lock = threading.Lock()
def take():
    mine = []
    while True:
        try:
            mine.append(objects.pop())
        except IndexError:
            break
    with lock:
        got.extend(mine)
threads = [threading.Thread(target=take) for _ in range(THREADS)]
for t in threads: t.start()
for t in threads: t.join()
print(sorted(map(id, got)) == ids, sorted(x[0] for x in got) == list(range(COUNT)))  # expect: True True

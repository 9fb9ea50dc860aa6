# bytearray, deque and memory shared by threads: whole operations, no lost items.
import threading
from collections import deque
def run(n, target):
    threads = [threading.Thread(target=target, args=(i,)) for i in range(n)]
    for t in threads: t.start()
    for t in threads: t.join()
data = bytearray()
def append(i):
    for _ in range(1000): data.append(i)
run(4, append)
print(len(data), [data.count(i) for i in range(4)])  # expect: 4000 [1000, 1000, 1000, 1000]
fixed = bytearray(400)
view = memoryview(fixed)
def fill(i):
    for k in range(100):
        view[i * 100 + k] = i + 1
run(4, fill)
print(sum(fixed), fixed.count(3))  # expect: 1000 100
d = deque()
def both_ends(i):
    for k in range(500):
        d.append((i, k)); d.appendleft((i, -k))
run(4, both_ends)
print(len(d), len({(i, abs(k)) for i, k in d}))  # expect: 4000 2000
bounded = deque(maxlen=50)
run(4, lambda i: [bounded.append(k) for k in range(500)])
print(len(bounded), bounded.maxlen)  # expect: 50 50
ends = deque(range(100))
def rotate(i):
    for _ in range(200):
        ends.rotate(1)
        ends.append(ends.popleft()) if False else None
run(3, rotate)
print(sorted(ends) == list(range(100)), len(ends))  # expect: True 100
counts = {}
lock = threading.Lock()
def tally(i):
    for k in range(500):
        with lock: counts[k % 10] = counts.get(k % 10, 0) + 1
run(4, tally)
print(counts)  # expect: {0: 200, 1: 200, 2: 200, 3: 200, 4: 200, 5: 200, 6: 200, 7: 200, 8: 200, 9: 200}

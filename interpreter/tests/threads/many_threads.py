# Sixty-four threads at once, and several hundred one after another.
import threading
N = 64
barrier = threading.Barrier(N + 1)
results = [None] * N
def body(i):
    barrier.wait()
    total = 0
    for n in range(200): total += n * i
    results[i] = total
    barrier.wait()
threads = [threading.Thread(target=body, args=(i,)) for i in range(N)]
for t in threads: t.start()
barrier.wait()
print(threading.active_count())  # expect: 65
barrier.wait()
for t in threads: t.join()
print(results == [19900 * i for i in range(N)], threading.active_count(), len({t.ident for t in threads}))
# expect: True 1 64
count = 0
for i in range(300):
    def bump():
        global count
        count += 1
    t = threading.Thread(target=bump)
    t.start(); t.join()
print(count)  # expect: 300
def tree(depth):
    if depth == 0:
        leaves.append(1)
        return
    children = [threading.Thread(target=tree, args=(depth - 1,)) for _ in range(2)]
    for c in children: c.start()
    for c in children: c.join()
leaves = []
tree(4)
print(len(leaves), threading.active_count())  # expect: 16 1

# Reading a list by index, slice, iteration, membership and copy while others append, pop, clear, sort, replace slices.
import threading
import random
shared = []
stop = threading.Event()
bad = []
def writer(seed):
    rnd = random.Random(seed)
    for n in range(1500):
        op = rnd.randrange(9)
        try:
            if op < 4: shared.append(n * 1000)
            elif op == 4: shared.pop()
            elif op == 5: shared[:] = [1000, 2000, 3000]
            elif op == 6: shared.extend([n * 1000] * 20)
            elif op == 7: del shared[:3]
            elif n % 100 == 0: shared.clear()
            else: shared.insert(1, 5000)
        except IndexError:
            pass
def check(value):
    if type(value) is not int or value % 1000:
        bad.append(value)
def reader():
    while not stop.is_set():
        try:
            check(shared[-1])
            check(shared[0])
            check(shared[len(shared) // 2])
        except IndexError:
            pass
        for value in shared[:10]: check(value)
        for value in shared:
            check(value)
        1001 in shared
        for value in shared.copy(): check(value)
        for value in list(shared)[-5:]: check(value)
        len(shared), shared == [], shared + [], shared * 2, repr(shared)
        [*shared], tuple(shared), sum(shared), bool(shared), shared.count(1000)
        reversed(shared)
readers = [threading.Thread(target=reader) for _ in range(2)]
writers = [threading.Thread(target=writer, args=(i,)) for i in range(3)]
for t in readers + writers: t.start()
for t in writers: t.join()
stop.set()
for t in readers: t.join()
print('bad values', bad)  # expect: bad values []
print(all(type(x) is int for x in shared))  # expect: True

# setdefault gives every thread the same value; pop and popitem have one winner.
import threading
THREADS, KEYS = 6, 500
shared = {}
answers = [[] for _ in range(THREADS)]
barrier = threading.Barrier(THREADS)
def body(index):
    barrier.wait()
    for key in range(KEYS):
        answers[index].append(shared.setdefault(key, object()))
threads = [threading.Thread(target=body, args=(i,)) for i in range(THREADS)]
for t in threads: t.start()
for t in threads: t.join()
print(len(shared), all(answers[i][k] is shared[k] for i in range(THREADS) for k in range(KEYS)))  # expect: 500 True
wins = [0] * THREADS
pool = {k: k for k in range(KEYS)}
barrier = threading.Barrier(THREADS)
def popper(index):
    barrier.wait()
    for key in range(KEYS):
        if pool.pop(key, None) is not None:
            wins[index] += 1
threads = [threading.Thread(target=popper, args=(i,)) for i in range(THREADS)]
for t in threads: t.start()
for t in threads: t.join()
print(sum(wins), pool)  # expect: 500 {}
losers = []
table = {'k': 1}
barrier = threading.Barrier(THREADS)
def deleter():
    barrier.wait()
    try:
        del table['k']
    except KeyError:
        losers.append(1)
threads = [threading.Thread(target=deleter) for _ in range(THREADS)]
for t in threads: t.start()
for t in threads: t.join()
print(len(losers), table)  # expect: 5 {}

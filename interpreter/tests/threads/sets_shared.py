# One set shared by threads: add, discard, membership, algebra on it while it changes.
import threading
THREADS, COUNT = 6, 1500
shared = set()
problems = []
def body(index):
    for i in range(COUNT):
        item = i * THREADS + index
        shared.add(item)
        if item not in shared: problems.append(('add', item))
        if i % 2:
            shared.discard(item)
            if item in shared: problems.append(('discard', item))
threads = [threading.Thread(target=body, args=(i,)) for i in range(THREADS)]
for t in threads: t.start()
for t in threads: t.join()
print(problems, len(shared), shared == {i * THREADS + index for index in range(THREADS) for i in range(0, COUNT, 2)})
# expect: [] 4500 True
same = set()
added = [0] * THREADS
def all_add(index):
    for i in range(500):
        same.add(i)
        same.add(str(i))
threads = [threading.Thread(target=all_add, args=(i,)) for i in range(THREADS)]
for t in threads: t.start()
for t in threads: t.join()
print(len(same))  # expect: 1000
removed = []
def remover():
    count = 0
    for i in range(500):
        try:
            same.remove(i)
            count += 1
        except KeyError:
            pass
    removed.append(count)
threads = [threading.Thread(target=remover) for _ in range(THREADS)]
for t in threads: t.start()
for t in threads: t.join()
print(sum(removed), len(same))  # expect: 500 500
stop = threading.Event()
def algebra():
    while not stop.is_set():
        result = (same | {1}) & {1, '5', '499'}
        if 1 not in result: problems.append(result)
        same - {1}, same ^ {2}, same.copy(), len(same), frozenset(same), same == set(), same.union([1]), same.issubset(same)
def churn():
    for i in range(2000):
        same.add(i); same.discard(i - 5)
    stop.set()
threads = [threading.Thread(target=algebra), threading.Thread(target=churn)]
for t in threads: t.start()
for t in threads: t.join()
print(problems)  # expect: []

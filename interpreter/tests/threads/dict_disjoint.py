# One dict, keys of each thread its own: inserts, updates, deletes are never lost.
import threading
THREADS, COUNT = 6, 1500
shared = {}
problems = []
def body(index):
    for i in range(COUNT):
        key = (index, i) if index % 2 else f'{index}-{i}'
        shared[key] = i
        if shared[key] != i: problems.append(('read back', key))
        shared[key] += 1
        if i % 3 == 0:
            del shared[key]
            if key in shared: problems.append(('deleted', key))
        elif i % 3 == 1:
            if shared.pop(key) != i + 1: problems.append(('popped', key))
threads = [threading.Thread(target=body, args=(i,)) for i in range(THREADS)]
for t in threads: t.start()
for t in threads: t.join()
print(problems, len(shared), sum(shared.values()) == THREADS * sum(i + 1 for i in range(COUNT) if i % 3 == 2))
# expect: [] 3000 True
print(all(shared[(1, i)] == i + 1 for i in range(2, COUNT, 3)), all(shared[f'0-{i}'] == i + 1 for i in range(2, COUNT, 3)))
# expect: True True
grown = {}
def grow(index):
    for i in range(index, 6000, THREADS):
        grown[i] = str(i)
threads = [threading.Thread(target=grow, args=(i,)) for i in range(THREADS)]
for t in threads: t.start()
for t in threads: t.join()
print(len(grown), sorted(grown) == list(range(6000)), all(v == str(k) for k, v in grown.items()))
# expect: 6000 True True
instance_dicts = [{} for _ in range(4)]
def same_keys(index):
    for d in instance_dicts:
        for i in range(300):
            d[i] = index
threads = [threading.Thread(target=same_keys, args=(i,)) for i in range(THREADS)]
for t in threads: t.start()
for t in threads: t.join()
print([len(d) for d in instance_dicts], all(list(d) == list(range(300)) for d in instance_dicts))
# expect: [300, 300, 300, 300] True

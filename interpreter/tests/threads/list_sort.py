# While list.sort runs, the list looks empty to others; what they do to it is an error of the sorter.
import threading
items = [3, 1, 2]
in_key = threading.Event()
looked = threading.Event()
seen = []
def key(x):
    in_key.set()
    looked.wait()
    return x
def look():
    in_key.wait()
    seen.append((len(items), list(items), 3 in items))
    looked.set()
t = threading.Thread(target=look)
t.start()
items.sort(key=key)
t.join()
print(seen, items)  # expect: [(0, [], False)] [1, 2, 3]
in_key.clear(); looked.clear()
def modify():
    in_key.wait()
    items.append('intruder')
    looked.set()
t = threading.Thread(target=modify)
t.start()
try:
    items.sort(key=key)
except ValueError as error:
    print(error)
# expect: list modified during sort
t.join()
print(items)  # expect: [1, 2, 3]
lists = [[(i * 7919) % 1000 for i in range(1000)] for _ in range(4)]
threads = [threading.Thread(target=l.sort) for l in lists]
for t in threads: t.start()
for t in threads: t.join()
print(all(l == sorted(l) and len(l) == 1000 for l in lists))  # expect: True
shared = tuple((i * 7919) % 1000 for i in range(1000))
results = []
threads = [threading.Thread(target=lambda: results.append(sorted(shared, key=lambda x: -x))) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(all(r == list(range(999, -1, -1)) for r in results), len(results))  # expect: True 4

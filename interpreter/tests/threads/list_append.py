# list.append, extend, += from many threads at once: nothing is lost, order within a thread is kept.
import threading
THREADS, COUNT = 8, 3000
def run(target):
    barrier = threading.Barrier(THREADS)
    def body(index):
        barrier.wait()
        target(index)
    threads = [threading.Thread(target=body, args=(i,)) for i in range(THREADS)]
    for t in threads: t.start()
    for t in threads: t.join()
shared = []
def append(index):
    for i in range(COUNT):
        shared.append((index, i))
run(append)
print(len(shared), len(set(shared)))  # expect: 24000 24000
positions = [[i for who, i in shared if who == index] for index in range(THREADS)]
print(all(p == list(range(COUNT)) for p in positions))  # expect: True
chunks = []
def extend(index):
    for i in range(300):
        chunks.extend([index] * 7)
        chunks.extend((index,) * 5)
run(extend)
print(len(chunks), [chunks.count(i) for i in range(THREADS)])
# expect: 28800 [3600, 3600, 3600, 3600, 3600, 3600, 3600, 3600]
added = []
def iadd(index):
    global added
    local = added
    for i in range(300):
        local += [index, index]
run(iadd)
print(len(added), all(added.count(i) == 600 for i in range(THREADS)))  # expect: 4800 True
inserted = []
def insert(index):
    for i in range(200):
        inserted.insert(0, (index, i))
run(insert)
print(len(inserted), len(set(inserted)))  # expect: 1600 1600
print(all([i for who, i in inserted if who == index] == list(range(199, -1, -1)) for index in range(THREADS)))
# expect: True

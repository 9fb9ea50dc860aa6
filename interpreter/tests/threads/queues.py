# queue: order, bounds, timeouts, priorities, task_done and join, many producers and consumers, shutdown.
import queue
import threading
q = queue.Queue(2)
print(q.empty(), q.put(1), q.put(2), q.full(), q.qsize(), q.get(), q.get_nowait(), q.maxsize)
# expect: True None None True 2 1 2 2
for f in (lambda: q.get_nowait(), lambda: q.get(timeout=0.01), lambda: queue.Queue().get(block=False)):
    try:
        f()
    except queue.Empty:
        print('empty')
# expect: empty
# expect: empty
# expect: empty
q.put(1); q.put(2)
for f in (lambda: q.put_nowait(3), lambda: q.put(3, timeout=0.01)):
    try:
        f()
    except queue.Full:
        print('full')
# expect: full
# expect: full
l = queue.LifoQueue(); p = queue.PriorityQueue(); s = queue.SimpleQueue()
for x in (3, 1, 2):
    l.put(x); p.put((x, str(x))); s.put(x)
print([l.get() for _ in range(3)], [p.get() for _ in range(3)], [s.get() for _ in range(3)], s.empty())
# expect: [2, 1, 3] [(1, '1'), (2, '2'), (3, '3')] [3, 1, 2] True
def transfer(kind, producers, consumers, count):
    q = kind
    got = []
    lock = threading.Lock()
    def produce(index):
        for i in range(count):
            q.put((index, i))
    def consume():
        mine = []
        while True:
            item = q.get()
            if item == (99, 99): break
            mine.append(item)
        with lock: got.append(mine)
    ps = [threading.Thread(target=produce, args=(i,)) for i in range(producers)]
    cs = [threading.Thread(target=consume) for _ in range(consumers)]
    for t in ps + cs: t.start()
    for t in ps: t.join()
    for _ in cs: q.put((99, 99))
    for t in cs: t.join()
    everything = sorted(item for mine in got for item in mine)
    ordered = all([i for who, i in mine if who == index] == sorted(i for who, i in mine if who == index) for mine in got for index in range(producers))
    return len(everything), everything == [(p, i) for p in range(producers) for i in range(count)], ordered
print(transfer(queue.Queue(5), 3, 3, 200))  # expect: (600, True, True)
print(transfer(queue.Queue(), 2, 4, 300))  # expect: (600, True, True)
print(transfer(queue.SimpleQueue(), 4, 2, 200))  # expect: (800, True, True)
done = []
work = queue.Queue()
def worker():
    while (item := work.get()) is not None:
        done.append(item * item)
        work.task_done()
    work.task_done()
threads = [threading.Thread(target=worker) for _ in range(3)]
for t in threads: t.start()
for i in range(50): work.put(i)
work.join()
print(sorted(done) == [i * i for i in range(50)], work.unfinished_tasks)  # expect: True 0
for _ in threads: work.put(None)
for t in threads: t.join()
try:
    work.task_done()
except ValueError as error:
    print(error)
# expect: task_done() called too many times
closing = queue.Queue()
closing.put('last')
closing.shutdown()
print(closing.get())  # expect: last
for f in (closing.get, lambda: closing.put(1)):
    try:
        f()
    except queue.ShutDown:
        print('shut down')
# expect: shut down
# expect: shut down

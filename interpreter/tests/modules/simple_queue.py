# SimpleQueue of the native _queue: order, blocking, time-outs, subclassing.
import queue
import threading
import _queue

print(queue.SimpleQueue is _queue.SimpleQueue, queue.Empty is _queue.Empty)  # expect: True True
q = queue.SimpleQueue()
for i in range(3):
    q.put(i)
print(q.qsize(), q.empty(), q.get(), q.get_nowait(), q.get(timeout=1), q.empty())  # expect: 3 False 0 1 2 True
for attempt in (lambda: q.get(block=False), lambda: q.get(timeout=0.001), lambda: q.get(timeout=-1)):
    try:
        attempt()
    except (queue.Empty, ValueError) as error:
        print(type(error).__name__, str(error) or '-')
# expect: Empty -
# expect: Empty -
# expect: ValueError 'timeout' must be a non-negative number

got = []
def take():
    while (item := q.get()) is not None:
        got.append(item)
takers = [threading.Thread(target=take) for _ in range(3)]
for thread in takers:
    thread.start()
for i in range(300):
    q.put(i)
for _ in takers:
    q.put(None)
for thread in takers:
    thread.join()
print(sorted(got) == list(range(300)), q.qsize())  # expect: True 0

class Named(queue.SimpleQueue):
    pass
named = Named()
named.name = 'n'
named.put(named)
print(named.get().name, queue.SimpleQueue[int])  # expect: n _queue.SimpleQueue[int]

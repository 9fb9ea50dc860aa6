# Lock and RLock: blocking, timeouts, context managers, errors, ownership, exact counters.
import threading
lock = threading.Lock()
print(lock.acquire(), lock.locked(), lock.acquire(blocking=False), lock.acquire(timeout=0.01), lock.release(), lock.locked())
# expect: True True False False None False
with lock:
    print('held', lock.locked())
# expect: held True
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: lock.release())  # expect: RuntimeError: release unlocked lock
attempt(lambda: lock.acquire(False, 1))  # expect: ValueError: can't specify a timeout for a non-blocking call
attempt(lambda: lock.acquire(timeout=-5))  # expect: ValueError: timeout value must be a non-negative number
attempt(lambda: threading.RLock().release())  # expect: RuntimeError: cannot release un-acquired lock
r = threading.RLock()
print(r.acquire(), r.acquire(), r.acquire(blocking=False))  # expect: True True True
other = []
t = threading.Thread(target=lambda: other.append(r.acquire(blocking=False)))
t.start(); t.join()
r.release(); r.release(); r.release()
t = threading.Thread(target=lambda: (other.append(r.acquire()), r.release()))
t.start(); t.join()
print(other)  # expect: [False, True]
def wrong_owner():
    try:
        r.release()
    except RuntimeError as error:
        other.append(str(error))
with r:
    t = threading.Thread(target=wrong_owner)
    t.start(); t.join()
print(other[-1])  # expect: cannot release un-acquired lock
lock.acquire()
t = threading.Thread(target=lock.release)
t.start(); t.join()
print(lock.locked())  # expect: False
class Counter:
    value = 0
counter = Counter()
def add(n):
    for _ in range(n):
        with lock:
            counter.value += 1
threads = [threading.Thread(target=add, args=(2000,)) for _ in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print(counter.value)  # expect: 16000
nested = threading.RLock()
total = [0]
def recurse(n):
    with nested:
        if n:
            total[0] += 1
            recurse(n - 1)
threads = [threading.Thread(target=recurse, args=(50,)) for _ in range(6)]
for t in threads: t.start()
for t in threads: t.join()
print(total)  # expect: [300]
order = []
lock.acquire()
def waiter(n):
    with lock: order.append(n)
threads = [threading.Thread(target=waiter, args=(i,)) for i in range(10)]
for t in threads: t.start()
lock.release()
for t in threads: t.join()
print(sorted(order), lock.locked())  # expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] False

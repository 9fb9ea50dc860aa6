# Condition, Event, Semaphore, BoundedSemaphore, Barrier, Timer.
import threading
def run(*targets):
    threads = [threading.Thread(target=target) for target in targets]
    for t in threads: t.start()
    for t in threads: t.join()
event = threading.Event()
print(event.is_set(), event.wait(0.01))  # expect: False False
log = []
run(lambda: (event.wait(), log.append('woken')), lambda: (log.append('setting'), event.set()))
print(log, event.is_set(), event.wait())  # expect: ['setting', 'woken'] True True
event.clear()
print(event.is_set())  # expect: False
condition = threading.Condition()
items = []
def consumer():
    got = []
    while len(got) < 5:
        with condition:
            while not items:
                condition.wait()
            got.append(items.pop(0))
            condition.notify()
    log.append(got)
def producer():
    for i in range(5):
        with condition:
            while items:
                condition.wait()
            items.append(i)
            condition.notify()
run(consumer, producer)
print(log[-1])  # expect: [0, 1, 2, 3, 4]
ready = [0]
def waits():
    with condition:
        ready[0] += 1
        condition.notify_all()
        condition.wait_for(lambda: ready[0] >= 6)
def coordinates():
    with condition:
        condition.wait_for(lambda: ready[0] == 5)
        ready[0] = 6
        condition.notify_all()
run(*[waits] * 5, coordinates)
print(ready)  # expect: [6]
with condition:
    print(condition.wait(0.01), condition.wait_for(lambda: False, timeout=0.01), condition.wait_for(lambda: 'true'))
# expect: False False true
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: condition.wait())  # expect: RuntimeError: cannot wait on un-acquired lock
attempt(lambda: condition.notify())  # expect: RuntimeError: cannot notify on un-acquired lock
semaphore = threading.Semaphore(2)
active, most = [0], [0]
guard = threading.Lock()
def limited():
    for _ in range(20):
        with semaphore:
            with guard:
                active[0] += 1
                most[0] = max(most[0], active[0])
            with guard:
                active[0] -= 1
run(*[limited] * 5)
print(active, most[0] <= 2, semaphore.acquire(), semaphore.acquire(blocking=False), semaphore.acquire(blocking=False), semaphore.acquire(timeout=0.01))
# expect: [0] True True True False False
bounded = threading.BoundedSemaphore(1)
attempt(lambda: bounded.release())  # expect: ValueError: Semaphore released too many times
attempt(lambda: threading.Semaphore(-1))  # expect: ValueError: semaphore initial value must be >= 0
barrier = threading.Barrier(4, action=lambda: log.append('action'))
passed = []
def meet():
    for round_ in range(3):
        passed.append((round_, barrier.wait()))
log.clear()
run(*[meet] * 4)
print(log, sorted(passed), barrier.parties, barrier.n_waiting, barrier.broken)
# expect: ['action', 'action', 'action'] [(0, 0), (0, 1), (0, 2), (0, 3), (1, 0), (1, 1), (1, 2), (1, 3), (2, 0), (2, 1), (2, 2), (2, 3)] 4 0 False
broken = threading.Barrier(2)
attempt(lambda: broken.wait(timeout=0.01))  # expect: BrokenBarrierError: 
attempt(lambda: broken.wait())  # expect: BrokenBarrierError: 
broken.reset()
print(broken.broken)  # expect: False
timer = threading.Timer(0.01, log.append, ['timer fired'])
timer.start(); timer.join()
print(log[-1])  # expect: timer fired
cancelled = threading.Timer(1000, log.append, ['never'])
cancelled.start(); cancelled.cancel(); cancelled.join()
print(log[-1])  # expect: timer fired

# _thread: start_new_thread, allocate_lock, get_ident; time.sleep; ping-pong over locks keeps its order.
import _thread
import threading
import time
done = _thread.allocate_lock()
done.acquire()
log = []
def body(a, b=None):
    log.append((a, b))
    done.release()
ident = _thread.start_new_thread(body, (1,), {'b': 2})
done.acquire()
print(log, type(ident), type(_thread.get_ident()), _thread.LockType is type(done), _thread.error is RuntimeError)
# expect: [(1, 2)] <class 'int'> <class 'int'> True True
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: _thread.start_new_thread(5, ()))  # expect: TypeError: first arg must be callable
attempt(lambda: _thread.start_new_thread(body, 5))  # expect: TypeError: 2nd arg must be a tuple
attempt(lambda: _thread.start_new_thread(body, (), 5))  # expect: TypeError: optional 3rd arg must be a dictionary
done.release()
ping, pong = threading.Lock(), threading.Lock()
pong.acquire()
order = []
def player(name, mine, other):
    for i in range(50):
        mine.acquire()
        order.append(name)
        other.release()
threads = [threading.Thread(target=player, args=('ping', ping, pong)), threading.Thread(target=player, args=('pong', pong, ping))]
for t in threads: t.start()
for t in threads: t.join()
print(order == ['ping', 'pong'] * 50)  # expect: True
start = time.monotonic()
threads = [threading.Thread(target=time.sleep, args=(0.1,)) for _ in range(8)]
for t in threads: t.start()
for t in threads: t.join()
elapsed = time.monotonic() - start
print(0.1 <= elapsed)  # expect: True
import sys
old = sys.getswitchinterval()
sys.setswitchinterval(0.001)
print(old > 0, sys.getswitchinterval() == 0.001)  # expect: True True
sys.setswitchinterval(old)
def spin(stop):
    n = 0
    while not stop: n += 1
    finished.append(n > 0)
finished, stop = [], []
t = threading.Thread(target=spin, args=(stop,))
t.start()
time.sleep(0.01)
stop.append(1)
t.join()
print(finished, threading.TIMEOUT_MAX > 1000, threading.get_native_id() == threading.main_thread().native_id, threading.stack_size())
# expect: [True] True True 0

# Threads: start, join, names, arguments, identity, liveness, subclasses, errors.
import threading
results = []
def work(a, b=0, *, c=0):
    results.append((a, b, c))
t = threading.Thread(target=work, args=(1,), kwargs={'c': 3}, name='worker one')
print(t.name, t.is_alive(), t.ident, t.daemon)  # expect: worker one False None False
t.start()
t.join()
print(t.is_alive(), results, t.ident != threading.main_thread().ident)  # expect: False [(1, 0, 3)] True
class Mine(threading.Thread):
    def __init__(self, n):
        super().__init__()
        self.n = n
    def run(self):
        self.result = self.n * self.n
threads = [Mine(i) for i in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print([t.result for t in threads])  # expect: [0, 1, 4, 9, 16, 25, 36, 49]
print(threading.current_thread() is threading.main_thread(), threading.current_thread().name, threading.active_count())
# expect: True MainThread 1
inside = []
def look():
    me = threading.current_thread()
    inside.append((me is t, me.is_alive(), threading.get_ident() == me.ident, me in threading.enumerate(), threading.active_count()))
t = threading.Thread(target=look)
t.start()
t.join()
print(inside, threading.active_count())  # expect: [(True, True, True, True, 2)] 1
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: t.start())  # expect: RuntimeError: threads can only be started once
attempt(lambda: threading.Thread(target=work).join())  # expect: RuntimeError: cannot join thread before it is started
attempt(lambda: threading.current_thread().join())  # expect: RuntimeError: cannot join current thread
attempt(lambda: threading.Thread(group=5))  # expect: AssertionError: group argument must be None for now
attempt(lambda: setattr(t, 'daemon', True) or threading.Thread().setDaemon)
# expect: RuntimeError: cannot set daemon status of active thread
fresh = threading.Thread()
fresh.daemon = True
fresh.name = 'renamed'
print(fresh.daemon, fresh.name, repr(fresh))  # expect: True renamed <Thread(renamed, initial daemon)>
nested = []
def parent():
    child = threading.Thread(target=lambda: nested.append('child'))
    child.start()
    child.join()
    nested.append('parent')
p = threading.Thread(target=parent)
p.start(); p.join()
print(nested)  # expect: ['child', 'parent']
event = threading.Event()
waiting = threading.Thread(target=event.wait)
waiting.start()
print(waiting.join(timeout=0.01), waiting.is_alive())  # expect: None True
event.set()
waiting.join()
print(waiting.is_alive(), threading.Thread().name.startswith('Thread-'))  # expect: False True

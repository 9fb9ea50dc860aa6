# Exceptions in threads: excepthook, SystemExit ignored, the others go on, per-thread exception state.
import sys
import threading
caught = []
def hook(args):
    caught.append((args.exc_type.__name__, str(args.exc_value), args.thread.name, args.exc_traceback is not None))
threading.excepthook = hook
def fail(): raise ValueError('in thread')
t = threading.Thread(target=fail, name='failing')
t.start(); t.join()
print(caught, t.is_alive())  # expect: [('ValueError', 'in thread', 'failing', True)] False
caught.clear()
t = threading.Thread(target=sys.exit, args=(3,))
t.start(); t.join()
print(caught)  # expect: [('SystemExit', '3', 'Thread-1 (exit)', True)]
states = []
def handles(n):
    try:
        raise KeyError(n)
    except KeyError as error:
        barrier.wait()
        states.append(sys.exception() is error and error.args == (n,))
        barrier.wait()
    states.append(sys.exception() is None)
barrier = threading.Barrier(4)
threads = [threading.Thread(target=handles, args=(i,)) for i in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(states)  # expect: [True, True, True, True, True, True, True, True]
def deep(n): return deep(n + 1)
def recursion():
    try:
        deep(0)
    except RecursionError as error:
        caught.append(str(error))
threads = [threading.Thread(target=recursion) for _ in range(3)]
for t in threads: t.start()
for t in threads: t.join()
print(caught)
# expect: [('SystemExit', '3', 'Thread-1 (exit)', True), 'maximum recursion depth exceeded', 'maximum recursion depth exceeded', 'maximum recursion depth exceeded']
def depth(n): return 0 if n == 0 else 1 + depth(n - 1)
t = threading.Thread(target=lambda: caught.append(depth(800)))
t.start(); t.join()
print(caught[-1])  # expect: 800
shared = ValueError('shared instance')
def raise_shared():
    for _ in range(100):
        try:
            raise shared
        except ValueError:
            pass
threads = [threading.Thread(target=raise_shared) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(shared, shared.__traceback__ is not None)  # expect: shared instance True
threading.excepthook = threading.__excepthook__
import io
sys.stderr = io.StringIO()
t = threading.Thread(target=fail, name='printed')
t.start(); t.join()
text = sys.stderr.getvalue()
sys.stderr = sys.__stderr__
print(text.splitlines()[0], text.splitlines()[-1])  # expect: Exception in thread printed: ValueError: in thread
print('main goes on')  # expect: main goes on

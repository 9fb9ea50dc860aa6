# Iterating over a dict or set that others change: an answer or RuntimeError, never anything else.
import threading
stop = threading.Event()
shared, members = {}, set()
outcomes = set()
def writer(base):
    for i in range(3000):
        shared[base + i % 50] = i
        members.add(base + i % 40)
        if i % 7 == 0:
            shared.pop(base + (i * 3) % 50, None)
            members.discard(base + (i * 3) % 40)
    stop.set()
def reader():
    while not stop.is_set():
        for make in (lambda: iter(shared), lambda: iter(shared.items()), lambda: iter(members), lambda: reversed(shared)):
            try:
                for item in make():
                    if type(item) not in (int, tuple): outcomes.add(('strange', item))
                outcomes.add('finished')
            except RuntimeError as error:
                text = str(error)
                if text not in ('dictionary changed size during iteration', 'dictionary keys changed during iteration', 'Set changed size during iteration'):
                    outcomes.add(text)
threads = [threading.Thread(target=writer, args=(b,)) for b in (0, 1000)] + [threading.Thread(target=reader) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
print(outcomes - {'finished'})  # expect: set()
print(all(type(k) is int for k in shared), all(type(m) is int for m in members))  # expect: True True

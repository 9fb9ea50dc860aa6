# d.copy(), dict(d), update and | of exact dicts take a consistent snapshot and never raise because of other threads.
import threading
stop = threading.Event()
shared = {0: 0}
problems = []
def writer():
    for i in range(4000):
        shared[i + 1] = i + 1
        del shared[i]
    stop.set()
def check(snapshot, how):
    if len(snapshot) not in (1, 2) or any(k != v for k, v in snapshot.items()) or max(snapshot) - min(snapshot) > 1:
        problems.append((how, snapshot))
def reader():
    while not stop.is_set():
        try:
            check(shared.copy(), 'copy')
            check(dict(shared), 'dict')
            target = {}
            target.update(shared)
            check(target, 'update')
            check(shared | {}, 'or')
            check({**shared}, 'display')
            list(shared), list(shared.items()), list(shared.values()), len(shared), repr(shared), shared == {}
        except Exception as error:
            problems.append(repr(error))
threads = [threading.Thread(target=f) for f in (writer, reader, reader)]
for t in threads: t.start()
for t in threads: t.join()
print(problems[:3], shared)  # expect: [] {4000: 4000}

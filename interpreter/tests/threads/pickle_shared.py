# Picklers and what they pickle, shared by threads: nothing is lost, and what changes is pickled or refused.
import _pickle as pickle
import io
import threading

numbers = list(range(200))
table = {n: [n] for n in range(100)}
group = set(range(100))
done = False
refused = {'dictionary changed size during iteration', 'dictionary keys changed during iteration', 'set changed size during iteration',
           'Set changed size during iteration'}
surprises = []


class Thing:
    pass


thing = Thing()
thing.x = 1


def change():
    n = 0
    while not done:
        n += 1
        numbers.append([n])
        numbers.pop(0)
        if n % 7 == 0: numbers[:] = range(n % 50 + 1)
        table[n % 300] = 'v%d' % n
        table.pop(n * 7 % 300, None)
        group.add(n % 500)
        group.discard(n * 3 % 500)
        setattr(thing, 'k%d' % (n % 9), n)


def pickle_all():
    for n in range(40):
        for value in numbers, table, group, thing, [numbers, table]:
            for protocol in 0, 2, 5:
                try: pickle.loads(pickle.dumps(value, protocol))
                except RuntimeError as error:
                    if str(error) not in refused: surprises.append(str(error))


file = io.BytesIO()
pickler = pickle.Pickler(file)
unpickler = pickle.Unpickler(io.BytesIO(b''.join(pickle.dumps([n, 'x' * 50]) for n in range(600))))
loaded = []


def dump_shared():
    for n in range(100):
        pickler.dump([n, 'x' * n])
        if n % 10 == 0: pickler.clear_memo()


def load_shared():
    try:
        while True: loaded.append(unpickler.load()[0])
    except EOFError:
        pass


changers = [threading.Thread(target=change) for _ in range(2)]
users = [threading.Thread(target=f) for f in (pickle_all, pickle_all, dump_shared, dump_shared, load_shared, load_shared)]
for t in changers + users: t.start()
for t in users: t.join()
done = True
for t in changers: t.join()
print(sorted(loaded) == list(range(600)), surprises)  # expect: True []
print(file.getvalue().count(b'.') >= 200)  # expect: True

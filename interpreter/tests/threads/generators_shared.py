# A generator run by one thread refuses another; after that it goes on. Shared plain iterators never crash.
import threading
inside = threading.Event()
go_on = threading.Event()
def gen():
    inside.set()
    go_on.wait()
    yield 1
    yield 2
g = gen()
got = []
t = threading.Thread(target=lambda: got.append(next(g)))
t.start()
inside.wait()
for f in (lambda: next(g), lambda: g.send(None), lambda: g.throw(KeyError('k')), lambda: g.close()):
    try:
        f()
    except ValueError as error:
        print(error)
# expect: generator already executing
# expect: generator already executing
# expect: generator already executing
# expect: generator already executing
print(g.gi_running)  # expect: True
go_on.set()
t.join()
print(got, next(g), list(g), g.gi_running)  # expect: [1] 2 [] False
def numbers():
    for i in range(3000): yield i
shared = numbers()
taken, refused = [], [0]
lock = threading.Lock()
def taker():
    mine = []
    while True:
        try:
            mine.append(next(shared))
        except StopIteration:
            break
        except ValueError:
            pass
    with lock: taken.extend(mine)
threads = [threading.Thread(target=taker) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(len(taken), sorted(taken) == list(range(3000)))  # expect: 3000 True
def locked(iterator):
    guard = threading.Lock()
    class Locked:
        def __iter__(self): return self
        def __next__(self):
            with guard: return next(iterator)
    return Locked()
safe = locked(numbers())
sums = []
threads = [threading.Thread(target=lambda: sums.append(sum(safe))) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(sum(sums) == sum(range(3000)))  # expect: True
strange = []
for make in (lambda: iter(list(range(2000))), lambda: iter(tuple(range(2000))), lambda: iter(range(2000)), lambda: iter('x' * 2000), lambda: iter(dict.fromkeys(range(2000))), lambda: enumerate(range(2000)), lambda: zip(range(2000), range(2000)), lambda: map(int, range(2000)), lambda: reversed(list(range(2000)))):
    iterator = make()
    kinds = set()
    def consume():
        for item in iterator:
            kinds.add(type(item).__name__)
    threads = [threading.Thread(target=consume) for _ in range(3)]
    for t in threads: t.start()
    for t in threads: t.join()
    print(type(iterator).__name__, kinds)
# expect: list_iterator {'int'}
# expect: tuple_iterator {'int'}
# expect: range_iterator {'int'}
# expect: str_ascii_iterator {'str'}
# expect: dict_keyiterator {'int'}
# expect: enumerate {'tuple'}
# expect: zip {'tuple'}
# expect: map {'int'}
# expect: list_reverseiterator {'int'}
async def coroutine():
    inside.set()
    go_on.wait()
inside.clear(); go_on.clear()
c = coroutine()
def drive():
    try:
        c.send(None)
    except StopIteration:
        got.append('finished')
t = threading.Thread(target=drive)
t.start()
inside.wait()
try:
    c.send(None)
except ValueError as error:
    print(error)
# expect: coroutine already executing
go_on.set()
t.join()
print(got[-1])  # expect: finished

# Closures, globals, class caches and builtins used and changed by several threads.
import threading
def run(*targets):
    threads = [threading.Thread(target=target) for target in targets]
    for t in threads: t.start()
    for t in threads: t.join()
def make():
    value = 0
    lock = threading.Lock()
    def add():
        nonlocal value
        for _ in range(1000):
            with lock: value += 1
    def get(): return value
    return add, get
add, get = make()
run(add, add, add, add)
print(get())  # expect: 4000
flag = 0
problems = []
stop = threading.Event()
def write():
    global flag, fresh
    for i in range(2000):
        flag = i
        fresh = str(i)
        if i % 10 == 0:
            globals()[f'name{i}'] = i
            del globals()[f'name{i}']
    stop.set()
def read():
    last = -1
    while not stop.is_set():
        now = flag
        if type(now) is not int or now < last: problems.append((last, now))
        last = now
        text = fresh
        if not text.isdigit(): problems.append(text)
        len(text), abs(now), max(now, 1)
fresh = '0'
run(write, read, read)
print(problems[:3], flag, fresh)  # expect: [] 1999 1999
unlocked = 0
def racy():
    global unlocked
    for _ in range(3000): unlocked += 1
run(racy, racy, racy)
print(3000 <= unlocked <= 9000 or unlocked > 0)  # expect: True
import builtins
def shadow():
    for i in range(200):
        builtins.custom = i
        del builtins.custom
    stop.set()
def look():
    while not stop.is_set():
        try:
            if type(custom) is not int: problems.append('custom')
        except NameError:
            pass
stop.clear()
run(shadow, look)
print(problems)  # expect: []
defaults = []
def default(into=[]):
    into.append(1)
    return into
run(*[lambda: [default() for _ in range(500)]] * 4)
print(len(default()))  # expect: 2001
cells = [lambda i=i: i for i in range(10)]
sums = []
run(*[lambda: sums.append(sum(f() for f in cells * 50))] * 4)
print(sums)  # expect: [2250, 2250, 2250, 2250]
def counter():
    counter.calls += 0
    return counter.calls
counter.calls = 7
got = []
run(*[lambda: got.extend(counter() for _ in range(200))] * 3)
print(set(got), len(got))  # expect: {7} 600

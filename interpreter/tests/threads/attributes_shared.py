# Attributes of one object set, read and deleted by many threads; classes changed while methods run.
import threading
THREADS, COUNT = 6, 300
class O: pass
o = O()
problems = []
def body(index):
    for i in range(COUNT):
        name = f'a{index}_{i % 40}'
        setattr(o, name, i)
        if getattr(o, name) != i: problems.append(name)
        if i % 5 == 0:
            delattr(o, name)
            if hasattr(o, name): problems.append('del ' + name)
threads = [threading.Thread(target=body, args=(i,)) for i in range(THREADS)]
for t in threads: t.start()
for t in threads: t.join()
print(problems, len(vars(o)))  # expect: [] 192
class Shape:
    def __init__(self, index, i):
        self.a = i
        if index % 2: self.b = i + 1
        self.c = i + 2
        if i % 3 == 0: self.d = i + 3
def make(index):
    for i in range(500):
        s = Shape(index, i)
        if s.a != i or s.c != i + 2 or getattr(s, 'b', i + 1) != i + 1 or getattr(s, 'd', i + 3) != i + 3:
            problems.append((index, i, vars(s)))
threads = [threading.Thread(target=make, args=(i,)) for i in range(THREADS)]
for t in threads: t.start()
for t in threads: t.join()
print(problems)  # expect: []
class K:
    value = 'old'
    def method(self): return 'old'
stop = threading.Event()
k = K()
def change():
    for i in range(400):
        K.value = 'new' if i % 2 else 'old'
        K.method = (lambda self: 'new') if i % 2 else (lambda self: 'old')
        K.extra = i
        del K.extra
        k.inst = i
        del k.inst
    stop.set()
def use():
    while not stop.is_set():
        if k.value not in ('old', 'new') or k.method() not in ('old', 'new') or type(getattr(k, 'extra', 0)) is not int or type(getattr(k, 'inst', 0)) is not int:
            problems.append('mixed')
threads = [threading.Thread(target=change), threading.Thread(target=use), threading.Thread(target=use)]
for t in threads: t.start()
for t in threads: t.join()
print(problems, k.value)  # expect: [] new
class A:
    kind = 'A'
    def who(self): return 'A'
class B:
    kind = 'B'
    def who(self): return 'B'
x = A()
stop.clear()
def flip():
    for i in range(200):
        x.__class__ = B if i % 2 == 0 else A
    stop.set()
def ask():
    while not stop.is_set():
        if x.who() not in 'AB' or x.kind not in 'AB': problems.append('class')
threads = [threading.Thread(target=flip), threading.Thread(target=ask)]
for t in threads: t.start()
for t in threads: t.join()
print(problems, x.who())  # expect: [] A

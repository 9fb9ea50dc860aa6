# Stores by the same instructions from many threads: counted values in attributes, __slots__ and list items, attributes
# that are added to objects of all threads, and objects that turn to a dict meanwhile.
import threading
THREADS, COUNT = 4, 2000
problems = []
def together(body):
    threads = [threading.Thread(target=body, args=(i,)) for i in range(THREADS)]
    for t in threads: t.start()
    for t in threads: t.join()
class Plain:
    def __init__(self): self.value = (0, 0)
class Slotted:
    __slots__ = ('value',)
    def __init__(self): self.value = (0, 0)
def exchange(o):
    def body(index):
        for i in range(COUNT):
            o.value = (index, i)
            index_seen, i_seen = o.value
            if not (0 <= index_seen < THREADS and 0 <= i_seen < COUNT): problems.append(o.value)
    return body
for kind in Plain, Slotted:
    together(exchange(kind()))
print(problems)  # expect: []
items = [(0, 0), (0, 0)]
def exchange_items(index):
    for i in range(COUNT):
        items[i & 1] = (index, i)
        index_seen, i_seen = items[1 - (i & 1)]
        if not (0 <= index_seen < THREADS and 0 <= i_seen < COUNT): problems.append(items[0])
together(exchange_items)
print(problems, len(items))  # expect: [] 2
class Empty: pass
objects = [Empty() for _ in range(COUNT)]
def add_one(o, index):
    if index == 0: o.a = [index]
    elif index == 1: o.b = [index]
    elif index == 2: o.c = [index]
    else: o.d = [index]
def add(index):
    for o in objects: add_one(o, index)
together(add)
print(sum(o.a + o.b + o.c + o.d == [0, 1, 2, 3] for o in objects) == COUNT)  # expect: True
def turn(index):
    for o in objects:
        if index == 0: vars(o)['own'] = index
        elif index == 1: o.b = [index + 10]
        elif index == 2: o.c = [index + 10]
        else: o.later = [index]
together(turn)
print(all(o.own == 0 and o.b == [11] and o.c == [12] and o.later == [3] and o.a == [0] and len(vars(o)) == 6 for o in objects))  # expect: True
shared = []
def push_pop(index):
    for i in range(COUNT):
        shared.append((index, i))
        if i % 3: shared.pop()
together(push_pop)
print(len(shared) == THREADS * len(range(0, COUNT, 3)))  # expect: True

# Keys whose __eq__ and __hash__ are Python code, in a dict shared by threads; __eq__ may use the dict itself.
import threading
class Key:
    def __init__(self, n): self.n = n
    def __hash__(self): return self.n % 7
    def __eq__(self, other): return isinstance(other, Key) and self.n == other.n
shared = {}
problems = []
def body(index):
    for i in range(60):
        n = index * 1000 + i
        shared[Key(n)] = n
        if shared.get(Key(n)) != n: problems.append(n)
        if i % 2:
            del shared[Key(n)]
            if Key(n) in shared: problems.append(-n)
threads = [threading.Thread(target=body, args=(i,)) for i in range(5)]
for t in threads: t.start()
for t in threads: t.join()
print(problems, len(shared), sorted(k.n for k in shared) == sorted(i * 1000 + j for i in range(5) for j in range(0, 60, 2)))
# expect: [] 150 True
class Meddler:
    def __init__(self, n): self.n = n
    def __hash__(self): return 1
    def __eq__(self, other):
        meddled[len(meddled)] = 0
        return self is other
meddled = {}
def meddle(index):
    for i in range(5):
        try:
            meddled[Meddler(i)] = i
            meddled.get(Meddler(i))
        except RuntimeError:
            pass
threads = [threading.Thread(target=meddle, args=(i,)) for i in range(3)]
for t in threads: t.start()
for t in threads: t.join()
print(sum(isinstance(k, Meddler) for k in meddled))  # expect: 1

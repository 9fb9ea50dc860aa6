# Loops that run long enough to be optimised while they run keep their results.
def integers(n):
    total = 0
    i = 0
    while i < n:
        total = (total * 3 + i) % 1000003
        i += 1
    return total
print(integers(300000))  # expect: 219241
def floats(n):
    x = 0.5
    for _ in range(n): x = 3.7 * x * (1.0 - x)
    return round(x, 12) == round(x, 12), 0 < x < 1
print(floats(200000))  # expect: (True, True)
def kinds(n):
    total = 0
    for i in range(n):
        if i == n // 3: total = float(total)
        if i == n // 2: total = int(total) + 2 ** 50
        if i == n - 10: total = str(total % 1000)
        if isinstance(total, str): total += 'x'
        else: total += 1
    return total
print(kinds(100000))  # expect: 614xxxxxxxxxx
def calls(n):
    def inc(x): return x + 1
    x = 0
    for _ in range(n): x = inc(x)
    return x
print(calls(200000))  # expect: 200000
class P:
    def __init__(self): self.n = 0
    def step(self):
        self.n += 1
        return self
p = P()
for _ in range(100000): p.step()
print(p.n)  # expect: 100000
def generator(n):
    for i in range(n): yield i
print(sum(generator(100000)))  # expect: 4999950000
def overflow():
    x = 2 ** 46
    grew = 0
    for i in range(100):
        x += 2 ** 40 * i
        if x > 2 ** 47: grew += 1
    return x, grew
print(overflow())  # expect: (5512951301668864, 89)
def nested(n):
    count = 0
    for i in range(n):
        for j in range(i % 10):
            if j == 5: break
            if j % 2: continue
            count += j
        else: count += 1
    return count
print(nested(20000))  # expect: 80000
def strings(n):
    s = []
    for i in range(n): s.append(str(i)[-1])
    return ''.join(s).count('7')
print(strings(50000))  # expect: 5000
def exceptions(n):
    caught = 0
    for i in range(n):
        try:
            if i % 3 == 0: raise KeyError(i)
            [][0] if i % 3 == 1 else None
        except KeyError: caught += 1
        except IndexError: caught += 2
        finally: caught += 0
    return caught
print(exceptions(30000))  # expect: 30000
d = {}
for i in range(60000): d[i % 1000] = d.get(i % 1000, 0) + i
print(sum(d.values()), len(d))  # expect: 1799970000 1000
x = 0
for i in range(100000):
    x = x + i if i & 1 else x - i
print(x)  # expect: 50000
def while_true():
    i = 0
    while True:
        i += 1
        if i > 150000: return i
print(while_true())  # expect: 150001

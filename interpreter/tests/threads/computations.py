# The same computations in several threads at once give the same answers as alone.
import hashlib, json, re, threading
def primes():
    return sum(n for n in range(2, 800) if all(n % d for d in range(2, int(n ** 0.5) + 1)))
def big():
    a, b = 0, 1
    for _ in range(2000): a, b = b, a + b
    return a % 10 ** 9
def strings():
    words = [f'{i:03d}-{chr(97 + i % 26) * (i % 5)}' for i in range(300)]
    return hashlib.md5(','.join(sorted(words, key=lambda w: (len(w), w))).upper().encode()).hexdigest()
def floats():
    x = 0.5
    for _ in range(2000): x = 3.9 * x * (1 - x)
    return x.hex()
def documents():
    return json.loads(json.dumps({str(i): [i, {'k': i / 7}] for i in range(100)}))['99'][1]['k']
def patterns():
    return len(re.findall(r'(a+)(b*)', 'aabbab' * 100)), re.sub(r'(\w)(\w)', r'\2\1', 'abcdef' * 20)[:8]
def objects():
    class P:
        def __init__(self, x): self.x = x
        def __add__(self, o): return P(self.x + o.x)
    total = P(0)
    for i in range(500): total = total + P(i)
    return total.x
def generators():
    def walk(n):
        if n:
            yield from walk(n - 1)
            yield n
    return sum(walk(60))
def exceptions():
    caught = 0
    for i in range(300):
        try:
            if i % 2: raise ValueError(i)
            [][i]
        except (ValueError, IndexError): caught += 1
    return caught
def comprehensions():
    return sum(len({(x, y) for x in range(i) for y in range(i) if x < y}) for i in range(12))
work = [primes, big, strings, floats, documents, patterns, objects, generators, exceptions, comprehensions]
alone = [f() for f in work]
print(alone)
# expect: [50078, 516817125, '2cd866ab12713450db6f5de931e66c60', '0x1.69a030600b4a9p-2', 14.142857142857142, (200, 'badcfeba'), 124750, 1830, 300, 220]
together = {}
def body(index):
    together[index] = [work[(i + index) % len(work)]() for i in range(len(work))]
threads = [threading.Thread(target=body, args=(i,)) for i in range(5)]
for t in threads: t.start()
for t in threads: t.join()
print(all(together[i] == alone[i:] + alone[:i] for i in range(5)))  # expect: True
def eval_body(n):
    for i in range(10):
        space = {}
        exec(f'def f(x): return x * {n} + {i}\nr = f(2)', space)
        assert space['r'] == 2 * n + i and eval(f'{n} + {i}') == n + i
    oks.append(n)
oks = []
threads = [threading.Thread(target=eval_body, args=(i,)) for i in range(5)]
for t in threads: t.start()
for t in threads: t.join()
print(sorted(oks))  # expect: [0, 1, 2, 3, 4]

# Containers that grow and shrink a lot: growth, deletion, reuse, big slices, many sizes.
L = []
for i in range(50000): L.append(i)
print(len(L), L[49999], sum(L))  # expect: 50000 49999 1249975000
while len(L) > 10: L.pop()
print(L)  # expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
L.extend(range(100000)); del L[10:]; print(L == list(range(10)))  # expect: True
for n in range(0, 400, 13):
    x = list(range(n))
    x[n // 2:n // 2] = 'ab'
    del x[::3]
    x.reverse()
    assert len(x) == (n + 2) - (n + 2 + 2) // 3, n
d = {}
for round_ in range(5):
    for i in range(3000): d[i] = i
    for i in range(3000):
        if i % 10: del d[i]
print(len(d), list(d)[:3], d[2990])  # expect: 300 [0, 10, 20] 2990
d = {}
for i in range(20000):
    d[i] = i
    if i >= 10: del d[i - 10]
print(len(d), list(d)[0], sum(d))  # expect: 10 19990 199945
s = set()
for i in range(20000):
    s.add(i * 7)
    s.discard((i - 5) * 7)
print(len(s), sorted(s)[0])  # expect: 5 139965
keys = [f'key{i}' for i in range(20000)]
table = dict.fromkeys(keys)
print(len(table), 'key19999' in table, 'key20000' in table, list(table) == keys)  # expect: 20000 True False True
order = {}
for i in range(1000): order[i % 100] = order.pop(i % 100, 0) + 1
print(list(order)[:3], set(order.values()))  # expect: [0, 1, 2] {10}
t = tuple(range(10000))
print(len(t + t), t[5000:5003], hash(t) == hash(tuple(range(10000))), t[::-1][0], t.count(5), t.index(9999))
# expect: 20000 (5000, 5001, 5002) True 9999 1 9999
nested = []
for _ in range(1000): nested = [nested, nested[:]]
print(len(nested))  # expect: 2
text = ''
for i in range(20000): text += chr(97 + i % 26)
print(len(text), text[-1], text.count('z'), len(text.replace('a', '')), text[::7777])  # expect: 20000 f 769 19230 adg
print(len('x' * 10 ** 6), len(b'y' * 10 ** 6), len([0] * 10 ** 6), len(' '.join(map(str, range(10000)))), len(str(10 ** 4000)))
# expect: 1000000 1000000 1000000 48889 4001
wide = 'é' * 1000 + '日' * 1000 + '😀' * 1000
print(len(wide), wide[1500], wide[2500], wide.find('😀'), len(wide.encode()), wide[::-1][0], len((wide + wide).split('日')))
# expect: 3000 日 😀 2000 9000 😀 2001
queue = []
for i in range(3000):
    queue.append(i)
    if i % 3: queue.pop(0)
print(len(queue), queue[0])  # expect: 1000 2000
b = bytearray()
for i in range(10000): b.append(i % 256)
del b[:9000]
print(len(b), b[0])  # expect: 1000 40

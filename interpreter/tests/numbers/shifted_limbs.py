# Shifts, and products and quotients by one limb, of ints of every length up to some limbs.
def numbers():
    x = 0x9E3779B97F4A7C15F39CC0605CEDC834
    for bits in range(1, 300, 7):
        x = x * 6364136223846793005 + 1442695040888963407
        yield x & ((1 << bits) - 1) | 1 << bits


def power(n):
    return int('1' + '0' * n, 2)


bad = 0
for a in numbers():
    for s in (1, 5, 31, 32, 33, 63, 64, 65, 97):
        bad += a << s != a * power(s)
        bad += a >> s != a // power(s)
        bad += (a << s) >> s != a
    for m in (1, 2, 3, 0xFFFFFFFF, 0x80000001):
        bad += divmod(a * m + m - 1, m) != (a, m - 1)
        bad += a * m != sum(a * (1 << i) for i in range(32) if m >> i & 1)
    for d in numbers():
        q, r = divmod(a, d)
        bad += q * d + r != a or not 0 <= r < d
print(bad)  # expect: 0

# Integers around every width that an implementation may treat apart, through every operator; special floats.
edges = [0, 1, 2 ** 30, 2 ** 31, 2 ** 32, 2 ** 46, 2 ** 47, 2 ** 48, 2 ** 52, 2 ** 53, 2 ** 62, 2 ** 63, 2 ** 64, 2 ** 127, 2 ** 128]
values = sorted({s * e + d for e in edges for s in (1, -1) for d in (-1, 0, 1)})
print(len(values))  # expect: 83
def mix(text, total):
    for character in text: total = (total * 31 + ord(character)) % 1000000007
    return total
import operator
for name in ('add', 'sub', 'mul', 'and_', 'or_', 'xor', 'floordiv', 'mod', 'lt', 'eq', 'truediv'):
    function = getattr(operator, name)
    total = 0
    for x in values:
        for y in values:
            if y == 0 and name in ('floordiv', 'mod', 'truediv'): continue
            total = mix(repr(function(x, y)), total)
    print(name, total)
# expect: add 672225402
# expect: sub 735403886
# expect: mul 735934747
# expect: and_ 842216191
# expect: or_ 653860330
# expect: xor 864618150
# expect: floordiv 522019017
# expect: mod 140135845
# expect: lt 141374172
# expect: eq 492192184
# expect: truediv 982823398
for x in values:
    for y in values:
        assert (x + y) - y == x and (x - y) + y == x and (x ^ y) ^ y == x and (x & y) + (x | y) == x + y
        assert (x < y) + (x == y) + (x > y) == 1 and x * y == y * x
        if y:
            q, r = divmod(x, y)
            assert q * y + r == x and (0 <= r < y or y < r <= 0) and q == x // y and r == x % y
total = 0
for x in values:
    for s in (0, 1, 15, 16, 17, 31, 32, 47, 48, 63, 64, 65, 130): total = mix(f'{x << s},{x >> s}', total)
    assert int(str(x)) == x and int(hex(x), 16) == x and int(bin(x), 0) == x and -(-x) == x and ~~x == x and abs(x) in (x, -x)
    assert hash(x) == hash(int(str(x))) and x == int.from_bytes(x.to_bytes(20, 'big', signed=True), 'big', signed=True)
    assert (float(x) == x) == (int(float(x)) == x)
    total = mix(f'{hash(x)},{float(x)!r},{x.bit_length()},{x.bit_count()},{x ** 2},{x ** 3 % 1000003},{round(x, -3)}', total)
print(total)  # expect: 461882135
i = 2 ** 47 - 3
seen = []
for _ in range(6):
    seen.append(i)
    i += 1
print(seen[-1] - seen[0], seen)
# expect: 5 [140737488355325, 140737488355326, 140737488355327, 140737488355328, 140737488355329, 140737488355330]
i = -2 ** 47 + 2
for _ in range(4): i -= 1
print(i, i + 4, 3 * 2 ** 46, -3 * 2 ** 46, 2 ** 24 * 2 ** 23, 2 ** 24 * 2 ** 24, -2 ** 24 * 2 ** 23)
# expect: -140737488355330 -140737488355326 211106232532992 -211106232532992 140737488355328 281474976710656 -140737488355328
print(list(range(2 ** 47 - 2, 2 ** 47 + 2)), sum(range(2 ** 47, 2 ** 47 + 3)), [2 ** 47] * 2, {2 ** 47: 'k'}[2 ** 46 * 2])
# expect: [140737488355326, 140737488355327, 140737488355328, 140737488355329] 422212465065987 [140737488355328, 140737488355328] k
import struct, math
for bits in (0x7FF8000000000000, 0xFFF8000000000000, 0x7FF0000000000001, 0xFFFFFFFFFFFFFFFF, 0x7FFFFFFFFFFFFFFF, 0xFFFE000000000000, 0xFFFE000000000001):
    x = struct.unpack('<d', struct.pack('<Q', bits))[0]
    print(x, x != x, math.copysign(1, x), type(x).__name__, [x].index(x))
# expect: nan True 1.0 float 0
# expect: nan True -1.0 float 0
# expect: nan True 1.0 float 0
# expect: nan True -1.0 float 0
# expect: nan True 1.0 float 0
# expect: nan True -1.0 float 0
# expect: nan True -1.0 float 0
print(-0.0, [0.0, -0.0], 0.0 == -0.0, math.copysign(1, -0.0 * 1), math.atan2(0.0, -0.0), 0.0 + -0.0, -0.0 + -0.0, math.copysign(1, -0.0 - 0.0), (-0.0) ** 2, abs(-0.0), max(0.0, -0.0), min(-0.0, 0.0), round(-0.4), -0.0 // 1, -0.0 % 5)
# expect: -0.0 [0.0, -0.0] True -1.0 3.141592653589793 0.0 -0.0 -1.0 0.0 0.0 0.0 -0.0 0 -0.0 0.0
inf = math.inf
print(inf - inf, inf / inf, 0 * inf, inf ** 0, 1 ** inf, inf % 2 if False else 'x', 5 % inf, -5 % inf, 5 // -inf, inf // 1, math.fmod(5, inf), 1e308 + 1e308, -1e308 * 10)
# expect: nan nan nan 1.0 1.0 x 5.0 inf -1.0 nan 5.0 inf -inf

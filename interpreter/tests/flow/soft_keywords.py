# Soft keywords as names, line joining, semicolons, odd layouts.
match = 1; case = 2; type = 3; _ = 4
print(match, case, type, _)  # expect: 1 2 3 4
match, case = case, match
match[0] if False else print(match)  # expect: 2
def f(match, case=1): return match + case
print(f(match=5))  # expect: 6
match = {'x': 1}
match['x'] += 1
print(match)  # expect: {'x': 2}
del type
x = [
    1,  # comment
    2,

    3]
y = 1 + \
    2
if x: print('one line'); print('two statements')
# expect: one line
# expect: two statements
class C: a = 1; b = 2
print(C.a, C.b, y)  # expect: 1 2 3
if True:
        z = 1
else:
  z = 2
print(z); print((
# expect: 1
# expect: parenthesised
    'parenthesised'))
def g(): return 1; unreachable
print(g())  # expect: 1
for i in range(2): pass
else: print('for else')
# expect: for else
lambda: (yield)
print((lambda *a, k=1, **b: (a, k, b))(1, k=2, m=3), [*(1, 2)], *{'a': 1})  # expect: ((1,), 2, {'m': 3}) [1, 2] a
...
'string statement'
print('a'if 2 else'b', [0]and[1], 0xf if 1 else 2)  # expect: a [1] 15
if 1: pass
elif 2: pass
else: pass
while 0: pass
print(not not True, - - 1, ~ ~ 1, 2 ** -1, -2 ** 2, (-2) ** 2, 2 ** 3 ** 2, 10 - 5 - 2, 7 // 2 * 2, 1 < 2 == True, not 1 == 2, 1 | 2 & 3 ^ 1, 1 + 2 << 1, True or False and False)
# expect: True 1 1 0.5 -4 4 512 3 6 False True 3 6 True
async_ = 1; await_ = 2
print(async_ + await_, print is print, (1, ), 1,)  # expect: 3 True (1,) 1
match (1, 2):
    case (a, b): print(a, b)
# expect: 1 2
match x, y:
    case [*_], 3: print('seq')
# expect: seq

# for and while with else, break, continue; loop variables; nested loops.
for i in range(3):
    print(i, end=' ')
else:
    print('else')
# expect: 0 1 2 else
print(i)  # expect: 2
for i in range(10):
    if i == 2:
        continue
    if i == 4:
        break
    print(i, end=' ')
else:
    print('never')
# expect: 0 1 3 after 4
print('after', i)
n = 3
while n:
    n -= 1
    if n == 1:
        continue
    print('n', n)
else:
    print('done', n)
# expect: n 2
# expect: n 0
# expect: done 0
while True:
    break
else:
    print('never')
for i in range(3):
    for j in range(3):
        if j > i:
            break
        print((i, j), end='')
    else:
        print(' full', end='')
# expect: (0, 0)(1, 0)(1, 1)(2, 0)(2, 1)(2, 2) full
print()
for a, (b, *c) in [(1, (2, 3, 4)), (5, 'xy')]:
    print(a, b, c)
# expect: 1 2 [3, 4]
# expect: 5 x ['y']
for x in []:
    pass
try:
    print(x)
except NameError as error:
    print(error)
# expect: name 'x' is not defined
items = [1, 2, 3]
for item in items:
    if item < 3:
        items.append(item * 10)
print(items)  # expect: [1, 2, 3, 10, 20]
box = {}
for box['k'] in 'ab':
    print(box)
# expect: {'k': 'a'}
# expect: {'k': 'b'}
for i in range(2): print(i)
# expect: 0
# expect: 1

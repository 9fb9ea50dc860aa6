# Functions with many locals, arguments, constants, nested blocks and long jumps.
names = [f'v{i}' for i in range(400)]
source = 'def many():\n' + ''.join(f'    {n} = {i}\n' for i, n in enumerate(names)) + '    return ' + ' + '.join(names) + '\n'
space = {}
exec(source, space)
print(space['many'](), sum(range(400)))  # expect: 79800 79800
exec('def args(' + ', '.join(names[:300]) + '): return ' + names[299] + '\nresult = args(' + ', '.join(map(str, range(300))) + ')', space)
print(space['result'])  # expect: 299
exec('def kwargs(**k): return len(k)\nresult = kwargs(' + ', '.join(f'{n}={i}' for i, n in enumerate(names)) + ')', space)
print(space['result'])  # expect: 400
print(len(eval('[' + ', '.join(map(str, range(1000))) + ']')), sum(eval('{' + ', '.join(f'{i}: {i}' for i in range(700)) + '}').values()))
# expect: 1000 244650
nested = 'x = 0\n'
for i in range(18):
    nested += '  ' * i + f'for i{i} in range(2):\n'
nested += '  ' * 18 + 'x += 1\n'
nested = nested.replace('range(2)', 'range(1)')
exec(nested, space)
print(space['x'])  # expect: 1
deep = ''.join(' ' * i + 'if True:\n' for i in range(90)) + ' ' * 90 + 'y = "deep"\n'
exec(deep, space)
print(space['y'])  # expect: deep
print(eval('(' * 80 + '1' + ')' * 80), eval('-' * 100 + '1'), eval('+'.join(['1'] * 2000)), eval('[' * 80 + ']' * 80) != [])
# expect: 1 1 2000 True
body = ''.join(f'    if n == {i}: total += {i}\n' for i in range(1500))
exec('def jumps():\n  total = 0\n  for n in range(0, 1500, 500):\n' + body + '  return total', space)
print(space['jumps']())  # expect: 1500
exec('t = (' + ', '.join(f'"s{i}"' for i in range(600)) + ')', space)
print(len(space['t']), space['t'][599])  # expect: 600 s599
exec('\n'.join(f'def f{i}(x): return x + {i}' for i in range(300)), space)
print(space['f299'](1))  # expect: 300
exec('class Big:\n' + '\n'.join(f'    a{i} = {i}\n    def m{i}(self): return self.a{i}' for i in range(200)), space)
big = space['Big']()
print(sum(getattr(big, f'm{i}')() for i in range(200)))  # expect: 19900
for i in range(200):
    setattr(big, f'x{i}', i)
print(len(vars(big)), big.x199)  # expect: 200 199
def variadic(*args): return len(args)
print(variadic(*range(5000)), max(*range(1000)), '{}'.format(*range(100)), len([*range(100000)]))
# expect: 5000 999 0 100000
s = 'x' * 100000
exec(f'long = {s!r}', space)
print(len(space['long']))  # expect: 100000
try:
    eval('(' * 1000 + ')' * 1000)
except (SyntaxError, MemoryError, RecursionError) as error:
    print(type(error).__name__)
# expect: SyntaxError
def outer():
    a = 1
    def l1():
        b = 2
        def l2():
            c = 3
            def l3():
                return a + b + c
            return l3
        return l2
    return l1
print(outer()()()())  # expect: 6

# f-strings: conversions, formats, nesting, debugging form, quotes and expressions inside.
name, n, x, width = 'world', 42, 3.14159, 10
print(f'hello {name}', f'{n}', f'{n + 1}', f'{{literal}}', f'{name!r}', f'{name!s:>8}|', f'{"é"!a}')
# expect: hello world 42 43 {literal} 'world'    world| '\xe9'
print(f'{x:.2f} {n:05d} {n:x} {n:#b} {name:^{width}}| {x:{width}.{3}} {name:*<8}')
# expect: 3.14 00042 2a 0b101010   world   |       3.14 world***
print(f'{n=} {n = } {name=!s} {x=:.1f} {n + 1=} {name = !r:>9}')
# expect: n=42 n = 42 name=world x=3.1 n + 1=43 name =   'world'
print(f'{ {"a": 1}["a"] } {[i for i in range(3)]} {(lambda v: v * 2)(4)} {n if n else 0} {name[0]} {name.upper()}')
# expect: 1 [0, 1, 2] 8 42 w WORLD
print(f"{'nested ' + f'{n} {f"{x:.1f}"}'}", f'{f'{1}{f'{2}'}'}', f'{'a' 'b'}')  # expect: nested 42 3.1 12 ab
print(f'''multi
line {n
  + 1}''', f'{n!r:^+6}' if False else 'ok', f'{"a\nb"}', f'{'\t'!r}')
# expect: multi
# expect: line 43 ok a
# expect: b '\t'
print(rf'\d{n}\n', fr'{name}\t', F'{n}', f'' 'plain' f'{n}', f'a' rf'\{n}')  # expect: \d42\n world\t 42 plain42 a\42
print(f'{True}', f'{None}', f'{[1, "a"]}', f'{1.0}', f'{10**20}', f'{name:}', f'{n:,}', f'{1234567.891:,.1f}', f'{n!s:_^6}')
# expect: True None [1, 'a'] 1.0 100000000000000000000 world 42 1,234,567.9 __42__
class C:
    def __format__(self, spec): return f'<{spec!r}>'
    def __repr__(self): return 'repr'
    def __str__(self): return 'str'
c = C()
print(f'{c} {c:abc} {c!r} {c!s} {c:{n}} {c:a{name}b} {c=} {c=!s} {c=:z}')
# expect: <''> <'abc'> repr str <'42'> <'aworldb'> c=repr c=str c=<'z'>
print(f'{x:%}', f'{0.5:.0%}', f'{1e10:g}', f'{n:e}', f'{-n:+}', f'{n: }', f'{255:X} {255:#o} {255:c}')
# expect: 314.159000% 50% 1e+10 4.200000e+01 -42  42 FF 0o377 ÿ
d = {'k': 'v'}
print(f'{d["k"]} {d['k']}', f'{n:{"0"}{">"}{6}}', f'{(n := 7)} {n}', f'{n:=+5}', f'{*[1, 2], 3}')
# expect: v v 000042 7 7 +   7 (1, 2, 3)
def f(a): return f'{a}' f'{a!r}'
print(f('q'), [f'{i}:{c}' for i, c in enumerate('ab')], f'{"#"}', f'{n # comment
}')
# expect: q'q' ['0:a', '1:b'] # 7
print(f'{x!r:.3}', f'{1:{'>'}{5}}|', f'{"}"}', f'{"{"}', f'{{{n}}}', f'{{}}', f'{ {1} }')
# expect: 3.1     1| } { {7} {} {1}

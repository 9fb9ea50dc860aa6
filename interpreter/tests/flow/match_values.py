# match: literals, values, captures, alternatives, guards, sequences.
def f(x):
    match x:
        case 0:
            return 'zero'
        case 1 | 2 | 3:
            return 'small'
        case -1.5:
            return 'negative float'
        case 'text' | b'bytes':
            return 'string'
        case None | True | False:
            return 'singleton'
        case 3 + 4j:
            return 'complex'
        case []:
            return 'empty'
        case [1, y]:
            return f'one and {y}'
        case [1, *rest, 9]:
            return f'one, {rest}, nine'
        case (a, b) if a == b:
            return f'pair of {a}'
        case [[a, b], c] | [c, [a, b], _]:
            return f'nested {a} {b} {c}'
        case [*_, 'end']:
            return 'ends'
        case int() as n if n > 100:
            return f'big {n}'
        case _:
            return 'other'
for x in (0, 2, -1.5, 'text', b'bytes', None, True, 3 + 4j, [], (1, 5), [1, 2, 3, 9], (1, 9), (7, 7), [[1, 2], 3],
          [0, (4, 5), 6], (8, 'end'), 101, 50, 'ab', {1, 2}, range(0), 1.0, bytearray(b'x')):
    print(repr(x), '->', f(x))
# expect: 0 -> zero
# expect: 2 -> small
# expect: -1.5 -> negative float
# expect: 'text' -> string
# expect: b'bytes' -> string
# expect: None -> singleton
# expect: True -> small
# expect: (3+4j) -> complex
# expect: [] -> empty
# expect: (1, 5) -> one and 5
# expect: [1, 2, 3, 9] -> one, [2, 3], nine
# expect: (1, 9) -> one and 9
# expect: (7, 7) -> pair of 7
# expect: [[1, 2], 3] -> nested 1 2 3
# expect: [0, (4, 5), 6] -> nested 4 5 0
# expect: (8, 'end') -> ends
# expect: 101 -> big 101
# expect: 50 -> other
# expect: 'ab' -> other
# expect: {1, 2} -> other
# expect: range(0, 0) -> empty
# expect: 1.0 -> small
# expect: bytearray(b'x') -> other
match 5:
    case x:
        pass
print(x)  # expect: 5
match 1, 2:
    case 1, x if x > 5:
        print('no')
    case 1, _:
        print('x stays bound:', x)
# expect: x stays bound: 2
match = {'case': 1}
case = match['case']
print(match, case)  # expect: {'case': 1} 1
_ = 3
match[0] = 5
print(match)  # expect: {'case': 1, 0: 5}

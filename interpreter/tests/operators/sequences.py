# Operators of sequences: concatenation, repetition, indexing, slicing, and their errors.
print([1] + [2], (1,) + (2,), 'a' + 'b', b'a' + b'b', [0] * 3, 3 * 'ab', (1, 2) * 2, 'x' * -1, [1] * True)
# expect: [1, 2] (1, 2) ab b'ab' [0, 0, 0] ababab (1, 2, 1, 2)  [1]
s = 'abcdefgh'
print(s[0], s[-1], s[1:3], s[:3], s[5:], s[-3:], s[::2], s[::-1], s[6:1:-2], s[100:], s[-100:2], s[3:2])
# expect: a h bc abc fgh fgh aceg hgfedcba gec  ab 
L = list(range(10))
print(L[2:8:3], L[::-3], L[-1:-4:-1], L[5:5], L[:-7], (1, 2, 3)[::-1], range(10)[2:8:2], range(10)[::-1])
# expect: [2, 5] [9, 6, 3, 0] [9, 8, 7] [] [0, 1, 2] (3, 2, 1) range(2, 8, 2) range(9, -1, -1)
rows = [[0] * 2] * 2
rows[0][0] = 1
print(rows)  # expect: [[1, 0], [1, 0]]
print(slice(None), slice(1, 2, 3), slice(5).indices(3), slice(None, None, -1).indices(4), slice(-2, None).indices(5))
# expect: slice(None, None, None) slice(1, 2, 3) (0, 3, 1) (3, -1, -1) (3, 5, 1)
one, letter, pair, five, nothing = [1], 'a', (1,), 5, None
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: [1, 2][2])  # expect: IndexError: list index out of range
attempt(lambda: (1,)[-2])  # expect: IndexError: tuple index out of range
attempt(lambda: 'abc'[3])  # expect: IndexError: string index out of range
attempt(lambda: range(3)[5])  # expect: IndexError: range object index out of range
attempt(lambda: b'a'[1])  # expect: IndexError: index out of range
attempt(lambda: one['a'])  # expect: TypeError: list indices must be integers or slices, not str
attempt(lambda: letter[1.0])  # expect: TypeError: string indices must be integers, not 'float'
attempt(lambda: pair[None])  # expect: TypeError: tuple indices must be integers or slices, not NoneType
attempt(lambda: [1][::0])  # expect: ValueError: slice step cannot be zero
attempt(lambda: [1]['a':])  # expect: TypeError: slice indices must be integers or None or have an __index__ method
attempt(lambda: [1] + (2,))  # expect: TypeError: can only concatenate list (not "tuple") to list
attempt(lambda: (1,) + [2])  # expect: TypeError: can only concatenate tuple (not "list") to tuple
attempt(lambda: 'a' * 'b')  # expect: TypeError: can't multiply sequence by non-int of type 'str'
attempt(lambda: [1] * 1.5)  # expect: TypeError: can't multiply sequence by non-int of type 'float'
attempt(lambda: five[0])  # expect: TypeError: 'int' object is not subscriptable
attempt(lambda: nothing[0])  # expect: TypeError: 'NoneType' object is not subscriptable
attempt(lambda: {}[[]])  # expect: TypeError: unhashable type: 'list'

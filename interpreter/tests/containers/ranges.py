# range objects: arithmetic, membership, equality, huge values, errors.
r = range(2, 20, 3)
print(list(r), len(r), r[0], r[-1], r[1:4], r[::-1], r.start, r.stop, r.step, 5 in r, 6 in r, r.index(8), r.count(5), r.count(6))
# expect: [2, 5, 8, 11, 14, 17] 6 2 17 range(5, 14, 3) range(17, -1, -3) 2 20 3 True False 2 1 0
print(list(range(5, 0, -2)), list(range(0)), list(range(5, 5)), range(3) == range(0, 3), range(0, 4, 2) == range(0, 3, 2), hash(range(3)) == hash(range(0, 3, 1)))
# expect: [5, 3, 1] [] [] True True True
big = range(10 ** 30, 10 ** 30 + 10, 3)
print(list(big) == [10 ** 30 + i for i in (0, 3, 6, 9)], big[2], 10 ** 30 + 6 in big, len(big), len(range(2 ** 62)), 2 ** 61 in range(2 ** 62))
# expect: True 1000000000000000000000000000006 True 4 4611686018427387904 True
print(repr(r), str(range(3)), bool(range(0)), list(reversed(range(4))), sum(range(101)), max(range(5)), range(10)[2:8][1:3], range(5)[-3:])
# expect: range(2, 20, 3) range(0, 3) False [3, 2, 1, 0] 5050 4 range(3, 5) range(2, 5)
print([*range(3)], 1.0 in range(3), 1.5 in range(3), 'a' in range(3), True in range(2), list(range(True)), list(zip(range(2), range(5, 7))))
# expect: [0, 1, 2] True False False True [0] [(0, 5), (1, 6)]
class I:
    def __index__(self): return 4
print(list(range(I())), range(10)[I()])  # expect: [0, 1, 2, 3] 4
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: range(1.5))  # expect: TypeError: 'float' object cannot be interpreted as an integer
attempt(lambda: range('3'))  # expect: TypeError: 'str' object cannot be interpreted as an integer
attempt(lambda: range(1, 2, 0))  # expect: ValueError: range() arg 3 must not be zero
attempt(lambda: range())  # expect: TypeError: range expected at least 1 argument, got 0
attempt(lambda: range(1, 2, 3, 4))  # expect: TypeError: range expected at most 3 arguments, got 4
attempt(lambda: range(3)[3])  # expect: IndexError: range object index out of range
attempt(lambda: range(3).index(9))  # expect: ValueError: 9 is not in range
attempt(lambda: range(3) + range(2))  # expect: TypeError: unsupported operand type(s) for +: 'range' and 'range'
attempt(lambda: len(range(2 ** 64)))  # expect: OverflowError: Python int too large to convert to C ssize_t
attempt(lambda: setattr(range(3), 'start', 1))  # expect: AttributeError: readonly attribute
attempt(lambda: range(5) < range(6))  # expect: TypeError: '<' not supported between instances of 'range' and 'range'
attempt(lambda: range(3)['a'])  # expect: TypeError: range indices must be integers or slices, not str
for i in range(3):
    i = 10
print(i, [i for i in range(10, 0, -3)], list(range(-3, 3)), list(range(3, -3, -1)))
# expect: 10 [10, 7, 4, 1] [-3, -2, -1, 0, 1, 2] [3, 2, 1, 0, -1, -2]

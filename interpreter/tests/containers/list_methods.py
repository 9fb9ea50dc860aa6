# list methods and their edge cases.
L = [3, 1, 2]
L.append(5); L.extend('ab'); L.extend([]); L.insert(0, 'first'); L.insert(100, 'last'); L.insert(-1, 'before last')
print(L, len(L))  # expect: ['first', 3, 1, 2, 5, 'a', 'b', 'before last', 'last'] 9
print(L.pop(), L.pop(0), L.pop(-1), L)  # expect: last first before last [3, 1, 2, 5, 'a', 'b']
L.remove('a'); print(L, L.index(5), L.count(1), L.index(2, 1, 3))  # expect: [3, 1, 2, 5, 'b'] 3 1 2
L.reverse(); print(L)  # expect: ['b', 5, 2, 1, 3]
L.clear(); print(L, L.copy())  # expect: [] []
x = [1, 2, 3]
y = x.copy(); y.append(4)
print(x, y, x + y, x * 2, x == [1, 2, 3], x is x[:])
# expect: [1, 2, 3] [1, 2, 3, 4] [1, 2, 3, 1, 2, 3, 4] [1, 2, 3, 1, 2, 3] True False
x[1:1] = [9, 9]; print(x)  # expect: [1, 9, 9, 2, 3]
x[:0] = 'ab'; x[len(x):] = ['z']; print(x)  # expect: ['a', 'b', 1, 9, 9, 2, 3, 'z']
x[::2] = range(len(x[::2])); print(x)  # expect: [0, 'b', 1, 9, 2, 2, 3, 'z']
x[1:3] = []; del x[-1]; del x[::2]; print(x)  # expect: [9, 2]
x *= 3; print(x)  # expect: [9, 2, 9, 2, 9, 2]
x[:] = []; print(x)  # expect: []
x.extend(x); x += (1, 2); x += {'k': 1}; x.extend(i for i in range(2)); print(x)  # expect: [1, 2, 'k', 0, 1]
x.extend(x); print(x)  # expect: [1, 2, 'k', 0, 1, 1, 2, 'k', 0, 1]
x[1:3] = x; print(len(x))  # expect: 18
m = [[]] * 3; m[0].append(1); print(m)  # expect: [[1], [1], [1]]
print(list('abc'), list(range(3)), list({'a': 1}), list((1, 2)), list(), [None] * 2, list(zip('ab', [1, 2])))
# expect: ['a', 'b', 'c'] [0, 1, 2] ['a'] [1, 2] [] [None, None] [('a', 1), ('b', 2)]
print([1, [2, 3]] == [1, [2, 3]], [1, 2] < [1, 2, 0], [2] > [1, 9], [] < [None], [1, 2] != [1, 2], [[1]] < [[2]])
# expect: True True True True False True
print(3 in [1, 2, 3], [1] in [[1]], sum([[1], [2]], []), min([3, 1, 2]), max(['b', 'a']), sorted([3, 1], reverse=True), list(reversed([1, 2])))
# expect: True True [1, 2] 1 b [3, 1] [2, 1]
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: [].pop())  # expect: IndexError: pop from empty list
attempt(lambda: [1].pop(3))  # expect: IndexError: pop index out of range
attempt(lambda: [1].pop('a'))  # expect: TypeError: 'str' object cannot be interpreted as an integer
attempt(lambda: [1].remove(2))  # expect: ValueError: list.remove(x): x not in list
attempt(lambda: [1].index(2))  # expect: ValueError: 2 is not in list
attempt(lambda: [1].insert('a', 1))  # expect: TypeError: 'str' object cannot be interpreted as an integer
attempt(lambda: [1].extend(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: [1].__setitem__(5, 1))  # expect: IndexError: list assignment index out of range
attempt(lambda: [1].__delitem__(5))  # expect: IndexError: list assignment index out of range
attempt(lambda: [1, 2, 3].__setitem__(slice(0, 3, 2), [1, 2, 3]))
# expect: ValueError: attempt to assign sequence of size 3 to extended slice of size 2
attempt(lambda: [1].__setitem__(slice(0, 1), 5))  # expect: TypeError: must assign iterable to extended slice
attempt(lambda: [1] + 'a')  # expect: TypeError: can only concatenate list (not "str") to list
attempt(lambda: [1] * [2])  # expect: TypeError: can't multiply sequence by non-int of type 'list'
attempt(lambda: [1].append(1, 2))  # expect: TypeError: list.append() takes exactly one argument (2 given)
attempt(lambda: list(1, 2))  # expect: TypeError: list expected at most 1 argument, got 2
attempt(lambda: hash([]))  # expect: TypeError: unhashable type: 'list'
attempt(lambda: [1].sort(5))  # expect: TypeError: sort() takes no positional arguments
attempt(lambda: [1, 'a'].sort())  # expect: TypeError: '<' not supported between instances of 'str' and 'int'
attempt(lambda: [1].index())  # expect: TypeError: index expected at least 1 argument, got 0
attempt(lambda: [1].copy(1))  # expect: TypeError: list.copy() takes no arguments (1 given)
attempt(lambda: [0] * (2 ** 62))  # expect: MemoryError: 

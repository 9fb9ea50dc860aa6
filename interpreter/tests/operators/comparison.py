# Comparison: chains, identity, mixed types, ordering errors.
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1, 1 == 1.0 == True, 1 != 2 != 1)  # expect: True False True True True
def value(x):
    print('value', x)
    return x
print(value(1) < value(2) < value(3))
# expect: value 1
# expect: value 2
# expect: value 3
# expect: True
print(value(3) < value(2) < value(1))
# expect: value 3
# expect: value 2
# expect: False
print('a' < 'b', 'a' < 'B', 'abc' < 'abd', 'ab' < 'abc', '' < 'a', 'é' > 'z', '\uffff' < '\U00010000')
# expect: True False True True True True True
print([1, 2] < [1, 3], [1] < [1, 0], [] < [0], (1, 'a') == (1, 'a'), [1] == (1,), b'a' < b'b')
# expect: True True True True False True
print({1, 2} < {1, 2, 3}, {1} <= {1}, {1} < {2}, {1} > {2}, {1: 2} == {1: 2.0})  # expect: True True False False True
print(None is None, None == 0, [] is [], () == [], [0] is not None, not None)
# expect: True False False False True True
print(range(3) == range(0, 3, 1), range(0) == range(5, 5), slice(1, 2) == slice(1, 2))  # expect: True True True
print(1 in [1, 2], 3 not in (1, 2), 'b' in 'abc', '' in '', 'k' in {'k': 1}, 2 in {1, 2}, 5 in range(0, 10, 5))
# expect: True True True True True True True
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: 1 < 'a')  # expect: TypeError: '<' not supported between instances of 'int' and 'str'
attempt(lambda: [] >= ())  # expect: TypeError: '>=' not supported between instances of 'list' and 'tuple'
attempt(lambda: None < None)  # expect: TypeError: '<' not supported between instances of 'NoneType' and 'NoneType'
attempt(lambda: {} < {})  # expect: TypeError: '<' not supported between instances of 'dict' and 'dict'
attempt(lambda: [1] < ['a'])  # expect: TypeError: '<' not supported between instances of 'int' and 'str'
attempt(lambda: 1 in 1)  # expect: TypeError: argument of type 'int' is not iterable
attempt(lambda: 1 in 'abc')  # expect: TypeError: 'in <string>' requires string as left operand, not int
attempt(lambda: 'a' in b'abc')  # expect: TypeError: a bytes-like object is required, not 'str'

# Closures: cells, late binding, nonlocal, nested functions, class scopes that closures skip.
def counter():
    count = 0
    def increment(by=1):
        nonlocal count
        count += by
        return count
    def get():
        return count
    return increment, get
increment, get = counter()
increment(); increment(5)
print(get(), counter()[1]())  # expect: 6 0
print([f() for f in [lambda: i for i in range(3)]])  # expect: [2, 2, 2]
print([f() for f in [lambda i=i: i for i in range(3)]])  # expect: [0, 1, 2]
def outer():
    x = 'outer'
    class C:
        x = 'class'
        def method(self):
            return x
        y = x
    return C().method(), C.y
print(outer())  # expect: ('outer', 'class')
def three():
    a = 1
    def two():
        def one():
            nonlocal a
            a += 1
            return a
        return one()
    return two(), a
print(three())  # expect: (2, 2)
def late():
    def inner():
        return value
    value = 'bound later'
    return inner()
print(late())  # expect: bound later
def unbound():
    def inner():
        return value
    inner()
    value = 1
try:
    unbound()
except NameError as error:
    print(type(error).__name__, error)
# expect: NameError cannot access free variable 'value' where it is not associated with a value in enclosing scope
def loop():
    functions = []
    for i in range(3):
        def f():
            return i
        functions.append(f)
    return [f() for f in functions]
print(loop())  # expect: [2, 2, 2]
f = increment
print(f.__closure__[0].cell_contents, f.__code__.co_freevars, counter.__code__.co_cellvars)
# expect: 6 ('count',) ('count',)
def deleted():
    x = 1
    def g():
        return x
    del x
    return g
try:
    deleted()()
except NameError as error:
    print(error)
# expect: cannot access free variable 'x' where it is not associated with a value in enclosing scope

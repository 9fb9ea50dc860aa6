# The messages of calls whose arguments do not fit.
def f(a, b): pass
def g(a, b=1): pass
def h(*, k, m): pass
def p(a, /, b): pass
def n(): pass
def k(a, *, b=1): pass
class C:
    def method(self, x): pass
    def __init__(self, *, z=1): pass
five, nothing, text = 5, None, 'abc'
def attempt(call):
    try:
        call()
    except TypeError as error:
        print(error)
attempt(lambda: f())  # expect: f() missing 2 required positional arguments: 'a' and 'b'
attempt(lambda: f(1))  # expect: f() missing 1 required positional argument: 'b'
attempt(lambda: f(1, 2, 3))  # expect: f() takes 2 positional arguments but 3 were given
attempt(lambda: f(1, 2, a=1))  # expect: f() got multiple values for argument 'a'
attempt(lambda: f(1, c=2, b=3))  # expect: f() got an unexpected keyword argument 'c'
attempt(lambda: g())  # expect: g() missing 1 required positional argument: 'a'
attempt(lambda: g(1, 2, 3))  # expect: g() takes from 1 to 2 positional arguments but 3 were given
attempt(lambda: h())  # expect: h() missing 2 required keyword-only arguments: 'k' and 'm'
attempt(lambda: h(k=1))  # expect: h() missing 1 required keyword-only argument: 'm'
attempt(lambda: h(1))  # expect: h() takes 0 positional arguments but 1 was given
attempt(lambda: p(1, b=2, a=3))  # expect: p() got some positional-only arguments passed as keyword arguments: 'a'
attempt(lambda: p(a=1, b=2))  # expect: p() got some positional-only arguments passed as keyword arguments: 'a'
attempt(lambda: n(1))  # expect: n() takes 0 positional arguments but 1 was given
attempt(lambda: n(x=1))  # expect: n() got an unexpected keyword argument 'x'
attempt(lambda: k(1, 2))  # expect: k() takes 1 positional argument but 2 were given
attempt(lambda: k(1, 2, b=3))
# expect: k() takes 1 positional argument but 2 positional arguments (and 1 keyword-only argument) were given
attempt(lambda: C().method())  # expect: C.method() missing 1 required positional argument: 'x'
attempt(lambda: C().method(1, 2))  # expect: C.method() takes 2 positional arguments but 3 were given
attempt(lambda: C(1))  # expect: C.__init__() takes 1 positional argument but 2 were given
attempt(lambda: C.method())  # expect: C.method() missing 2 required positional arguments: 'self' and 'x'
attempt(lambda: f(*1))  # expect: __main__.f() argument after * must be an iterable, not int
attempt(lambda: f(**1))  # expect: __main__.f() argument after ** must be a mapping, not int
attempt(lambda: f(**{1: 2}))  # expect: keywords must be strings
attempt(lambda: f(1, **{'a': 1}))  # expect: f() got multiple values for argument 'a'
attempt(lambda: f(a=1, **{'a': 1}))  # expect: __main__.f() got multiple values for keyword argument 'a'
attempt(lambda: f(*[1], *2))  # expect: Value after * must be an iterable, not int
attempt(lambda: five())  # expect: 'int' object is not callable
attempt(lambda: nothing())  # expect: 'NoneType' object is not callable
attempt(lambda: text())  # expect: 'str' object is not callable
attempt(lambda: (lambda x: x)())  # expect: <lambda>.<locals>.<lambda>() missing 1 required positional argument: 'x'
attempt(lambda: len())  # expect: len() takes exactly one argument (0 given)
attempt(lambda: len(1, 2))  # expect: len() takes exactly one argument (2 given)
attempt(lambda: len(5))  # expect: object of type 'int' has no len()
attempt(lambda: print(x=1))  # expect: print() got an unexpected keyword argument 'x'
attempt(lambda: [].append())  # expect: list.append() takes exactly one argument (0 given)
attempt(lambda: [].append(1, 2))  # expect: list.append() takes exactly one argument (2 given)
attempt(lambda: {}.get())  # expect: get expected at least 1 argument, got 0
attempt(lambda: ''.join(1, 2))  # expect: str.join() takes exactly one argument (2 given)
attempt(lambda: int(1, 2, 3))  # expect: int expected at most 2 arguments, got 3
attempt(lambda: object(1))  # expect: object() takes no arguments
attempt(lambda: f(1, bb=2))  # expect: f() got an unexpected keyword argument 'bb'. Did you mean 'b'?
def many(alpha, beta, gamma, delta): pass
attempt(lambda: many())  # expect: many() missing 4 required positional arguments: 'alpha', 'beta', 'gamma', and 'delta'
attempt(lambda: many(1))  # expect: many() missing 3 required positional arguments: 'beta', 'gamma', and 'delta'
for source in ('f(a=1, a=2)', 'f(a=1, 2)', 'f(**k, *a)', 'f(**k, 1)', 'def f(a, a): 1', 'def f(a=1, b): 1',
               'def f(*): 1', 'f(1 for x in y, 2)', 'def f(**k, a): 1', 'def f(a, *, **k): 1', 'f(True=1)', 'f(a.b=1)'):
    try:
        compile(source, 's', 'exec')
    except SyntaxError as error:
        print(error.msg)
# expect: keyword argument repeated: a
# expect: positional argument follows keyword argument
# expect: iterable argument unpacking follows keyword argument unpacking
# expect: positional argument follows keyword argument unpacking
# expect: duplicate argument 'a' in function definition
# expect: parameter without a default follows parameter with a default
# expect: named arguments must follow bare *
# expect: Generator expression must be parenthesized
# expect: arguments cannot follow var-keyword argument
# expect: named arguments must follow bare *
# expect: cannot assign to True
# expect: expression cannot contain assignment, perhaps you meant "=="?

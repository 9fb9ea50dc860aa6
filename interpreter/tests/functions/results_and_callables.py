# What a call leaves behind: constants, results that nobody wants, callables in locals that the arguments rebind.
import sys


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('gone', self.name)


def nothing(x):
    pass


def seven():
    return 7


def make(name):
    return Loud(name)


def run():
    print(nothing(1), seven(), seven())  # expect: None 7 7
    make('a')  # expect: gone a
    print('after a')  # expect: after a
    kept = make('b')
    make('c')  # expect: gone c
    del kept  # expect: gone b


run()


def rebinds():
    f = lambda x, y: ('first', x, y)
    return f((f := lambda x, y: ('second', x, y)) is None, f(1, 2))


print(rebinds())  # expect: ('first', False, ('second', 1, 2))


def drops():
    def inner(x):
        nonlocal inner
        del inner
        return x

    def own(x):
        return sys._getframe().f_code.co_name, x

    here = own
    own = None
    return here(5), inner(6)


print(drops())  # expect: (('own', 5), 6)


def truths(values):
    return [1 if x else 0 for x in values] + [1 if x % 3 else 0 for x in (0, 3, 4, -1)]


print(truths([0, 1, -1, 2**70, 0.0, '', 'a']))  # expect: [0, 1, 1, 1, 0, 0, 1, 0, 0, 1, 1]


def raises():
    try:
        nothing(1 // 0)
    except ZeroDivisionError as e:
        return e.__traceback__.tb_lineno - raises.__code__.co_firstlineno


print(raises())  # expect: 2

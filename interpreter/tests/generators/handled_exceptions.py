# What a generator handles is its own: neither the caller's exception nor the last one stays behind.
import sys


def g():
    try:
        raise ValueError
    except ValueError:
        yield 1
    print(repr(sys.exception()))
    yield 2

gen = g()
try:
    raise IndexError
except IndexError:
    print(next(gen))
# expect: 1
print(next(gen))
# expect: None
# expect: 2

def keeps():
    try:
        yield
    except Exception as e:
        print(repr(sys.exception()))
        yield
        print(repr(sys.exception()))
        yield
        raise

k = keeps()
next(k)
try:
    raise ValueError('kept')
except ValueError as e:
    k.throw(e)
# expect: ValueError('kept')
next(k)  # expect: ValueError('kept')
try:
    next(k)
except ValueError as e:
    print(repr(e), sys.exception() is e)
# expect: ValueError('kept') True
print(sys.exception())  # expect: None

def started():
    try:
        yield
    except ValueError:
        print('not reached')

try:
    started().throw(ValueError('before the first line'))
except ValueError as e:
    print(e)
# expect: before the first line

# throw and close: handlers inside, finally, ignored exits, values after throw.
def g():
    while True:
        try:
            value = yield 'waiting'
            print('value', value)
        except ValueError as error:
            print('caught', error)
            yield 'from handler'
        finally:
            print('finally')
it = g()
print(next(it))  # expect: waiting
print(it.throw(ValueError('thrown')))
# expect: caught thrown
# expect: from handler
print(next(it))
# expect: finally
# expect: waiting
print(it.send(5))
# expect: value 5
# expect: finally
# expect: waiting
try:
    it.throw(KeyError, 'k') if False else it.throw(KeyError('k'))
except KeyError as error:
    print('out', error)
# expect: finally
# expect: out 'k'
print(next(it, 'finished'))  # expect: finished
it = g()
next(it)
print(it.close())
# expect: finally
# expect: None
print(it.close(), list(it))  # expect: None []
def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2
s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as error:
    print(error)
# expect: generator ignored GeneratorExit
def returning():
    try:
        yield 1
    except GeneratorExit:
        return 'closed value'
r = returning()
next(r)
print(r.close())  # expect: closed value
unstarted = g()
try:
    unstarted.throw(ValueError('early'))
except ValueError as error:
    print('early', error)
# expect: early early
print(list(unstarted))  # expect: []
n = g()
n.close()
print(list(n))  # expect: []
def attempt(f):
    try:
        print(f())
    except BaseException as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: g().throw(5))
# expect: TypeError: exceptions must be classes or instances deriving from BaseException, not int
attempt(lambda: g().throw())  # expect: TypeError: throw expected at least 1 argument, got 0
def converts():
    try:
        yield
    except ValueError as e:
        raise TypeError('converted') from e
c = converts()
next(c)
attempt(lambda: c.throw(ValueError('orig')))  # expect: TypeError: converted
def in_with():
    class M:
        def __enter__(self): print('enter')
        def __exit__(self, *a): print('exit', a[0] and a[0].__name__)
    with M():
        yield 1
        yield 2
for x in in_with():
    print(x)
    break
# expect: enter
# expect: 1
# expect: exit GeneratorExit
w = in_with()
next(w)  # expect: enter
del w  # expect: exit GeneratorExit
print('deleted')  # expect: deleted

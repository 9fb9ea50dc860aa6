# try, except, else, finally together with return, break and continue.
def order(raise_it):
    try:
        print('try', end=' ')
        if raise_it:
            raise ValueError('x')
    except ValueError:
        print('except', end=' ')
    else:
        print('else', end=' ')
    finally:
        print('finally')
order(False)  # expect: try else finally
order(True)  # expect: try except finally
def override():
    try:
        return 'try'
    finally:
        return 'finally'
print(override())  # expect: finally
def keeps():
    x = 1
    try:
        return x
    finally:
        x = 2
print(keeps())  # expect: 1
def loop():
    for i in range(4):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            print('body', i)
        finally:
            print('cleanup', i)
    return 'end'
print(loop())
# expect: body 0
# expect: cleanup 0
# expect: cleanup 1
# expect: body 2
# expect: cleanup 2
# expect: cleanup 3
# expect: end
def swallow():
    while True:
        try:
            raise KeyError('lost')
        finally:
            break
    return 'swallowed'
print(swallow())  # expect: swallowed
def nested():
    try:
        try:
            raise ValueError('inner')
        finally:
            print('first')
    except ValueError as error:
        print('caught', error)
        return 'returned'
    finally:
        print('second')
print(nested())
# expect: first
# expect: caught inner
# expect: second
# expect: returned
def generator():
    try:
        yield 1
        yield 2
    finally:
        print('closed')
for x in generator():
    print(x)
    break
# expect: 1
# expect: closed
def replaced():
    try:
        raise ValueError('old')
    finally:
        raise TypeError('new')
try:
    replaced()
except TypeError as error:
    print(error, repr(error.__context__))
# expect: new ValueError('old')

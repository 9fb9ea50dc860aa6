# Chains of delegating generators, through which values pass: frames, tracebacks, throw, close, returns, frame objects.
import sys
import traceback


def names():
    frame = sys._getframe(1)
    found = []
    while frame:
        found.append(frame.f_code.co_name)
        frame = frame.f_back
    return found[: found.index('run') + 1]


def inner(log):
    yield names()
    sent = yield names()
    log.append(sent)
    try:
        yield 'third'
    except ValueError as error:
        log.append(str(error))
        yield 'caught'
    return 'value'


def middle(log):
    kept = ['middle']
    result = yield from inner(log)
    log.append((kept[0], result))
    yield 'middle goes on'


def outer(log):
    kept = ['outer']
    yield from middle(log)
    log.append(kept[0])
    raise KeyError('end')


def run():
    log = []
    it = outer(log)
    for value in it:
        print(value)
        if 'third' == value:
            break
    print(it.throw(ValueError('thrown')))
    print(next(it))
    try:
        next(it)
    except KeyError as error:
        print([entry.name for entry in traceback.extract_tb(error.__traceback__)])
    print(log)
    try:
        next(it)
    except StopIteration as stop:
        print('exhausted', stop.value)


run()
# expect: ['inner', 'middle', 'outer', 'run']
# expect: ['inner', 'middle', 'outer', 'run']
# expect: third
# expect: caught
# expect: middle goes on
# expect: ['run', 'outer']
# expect: [None, 'thrown', ('middle', 'value'), 'outer']
# expect: exhausted None
def failing():
    yield 1
    yield 2
    raise OSError('leaf')


def passing(depth, log):
    local = 'level %d' % depth
    try:
        if depth:
            yield from passing(depth - 1, log)
        else:
            yield from failing()
    finally:
        log.append(local)


def run():
    log = []
    try:
        for value in passing(5, log):
            print(value)
    except OSError as error:
        print([entry.name for entry in traceback.extract_tb(error.__traceback__)])
    print(log)
    log.clear()
    it = passing(3, log)
    print(next(it))
    it.close()
    print(log)


run()
# expect: 1
# expect: 2
# expect: ['run', 'passing', 'passing', 'passing', 'passing', 'passing', 'passing', 'failing']
# expect: ['level 0', 'level 1', 'level 2', 'level 3', 'level 4', 'level 5']
# expect: 1
# expect: ['level 0', 'level 1', 'level 2', 'level 3']
# The locals of a generator in the middle, seen while the innermost one runs.
def looks():
    yield 1
    frame = sys._getframe(1)
    yield frame.f_code.co_name, frame.f_locals['mark'], frame.f_lineno > 0
    yield frame.f_locals['mark']


def looked_at():
    mark = [1, 2]
    yield from looks()
    yield mark


def outermost():
    yield from looked_at()


print(list(outermost()))
# expect: [1, ('looked_at', [1, 2], True), [1, 2], [1, 2]]
# Other ways in: next() and send() from Python code, a member of the chain resumed by itself.
def echo():
    value = None
    while True:
        value = yield value


def relay(it):
    yield from it


def run():
    one = echo()
    two = relay(one)
    three = relay(two)
    next(three)
    print(three.send(5), two.send(6), one.send([7]), three.send(None), next(three), three.send((8,)))
    it = relay(self_resuming())
    holder.append(it)
    print(next(it), next(it))
    for how in (next, lambda g: g.send(None)):
        ended = iter_once()
        print(how(ended))
        try:
            how(ended)
        except StopIteration as stop:
            print('stopped with', stop.value)


def iter_once():
    yield 'once'
    return 'last'


holder = []


def self_resuming():
    yield 1
    try:
        next(holder[0])
    except ValueError as error:
        yield str(error)


run()
# expect: 5 6 [7] None None (8,)
# expect: 1 generator already executing
# expect: once
# expect: stopped with last
# expect: once
# expect: stopped with last
# What is handled outside and inside of the chain stays apart.
def handles():
    yield sys.exception()
    try:
        raise TypeError('inside')
    except TypeError:
        yield sys.exception()
    yield sys.exception()


def run():
    it = relay(relay(handles()))
    print(repr(next(it)))
    try:
        raise LookupError('outside')
    except LookupError:
        print(repr(next(it)), repr(sys.exception()))
        print(repr(next(it)), repr(sys.exception()))
    print(sys.exception())


run()
# expect: None
# expect: TypeError('inside') LookupError('outside')
# expect: LookupError('outside') LookupError('outside')
# expect: None
# Coroutines wait in the same way.
class Step:
    def __await__(self):
        got = yield 'step'
        return got


async def leaf(n):
    return [await Step() for _ in range(n)]


async def branch(depth, n):
    return await (branch(depth - 1, n) if depth else leaf(n))


def drive(coroutine):
    sent = None
    while True:
        try:
            print(coroutine.send(sent), end=' ')
        except StopIteration as stop:
            print()
            return stop.value
        sent = None if sent else 'x'


print(drive(branch(4, 3)))
# expect: step step step 
# expect: ['x', None, 'x']
# Tracing begins and ends while a chain is suspended.
def traced():
    yield 1
    yield 2
    yield 3
    yield 4


def run():
    events = []

    def trace(frame, event, argument):
        if frame.f_code.co_name in ('traced', 'relay') and event != 'line':
            events.append((frame.f_code.co_name, event))
        return trace

    it = relay(relay(traced()))
    next(it)
    sys.settrace(trace)
    next(it)
    sys.settrace(None)
    print(next(it), list(it))
    print(events)


run()
# expect: 3 [4]
# expect: [('relay', 'call'), ('relay', 'call'), ('traced', 'call'), ('traced', 'return'), ('relay', 'return'), ('relay', 'return')]


# values through a chain, inside handlers and with one of its own
def deep(n):
    if n:
        try:
            raise KeyError(n)
        except KeyError:
            yield from deep(n - 1)
            yield sys.exception().args[0]
    else:
        yield 'bottom', sys.exception() and sys.exception().args[0]


def shallow(n):
    if n:
        yield from shallow(n - 1)
    else:
        for _ in range(3):
            yield sys.exception() and str(sys.exception())


def watch():
    found = []
    chain = shallow(6)
    found.append(next(chain))
    try:
        raise ValueError('outside')
    except ValueError:
        found.append(next(chain))
        found.extend(deep(3))
    found.append(next(chain))
    found.append(list(chain))
    return found


print(watch())  # expect: [None, 'outside', ('bottom', 1), 1, 2, 3, None, []]

# contextlib: contextmanager, closing, suppress, ExitStack, redirect_stdout, nullcontext.
import contextlib
import io
@contextlib.contextmanager
def tag(name):
    print('<' + name + '>')
    try:
        yield name
    except ValueError as error:
        print('swallowed', error)
    finally:
        print('</' + name + '>')
with tag('a') as a, tag('b'):
    print(a)
# expect: <a>
# expect: <b>
# expect: a
# expect: </b>
# expect: </a>
with tag('c'):
    raise ValueError('v')
# expect: <c>
# expect: swallowed v
# expect: </c>
print('after')  # expect: after
try:
    with tag('d'):
        raise KeyError('k')
except KeyError as error:
    print('out', error)
# expect: <d>
# expect: </d>
# expect: out 'k'
@tag('deco')
def f(): print('in f')
f()
# expect: <deco>
# expect: in f
# expect: </deco>
with contextlib.suppress(ZeroDivisionError, KeyError):
    1 / 0
print('suppressed')  # expect: suppressed
with contextlib.ExitStack() as stack:
    for name in 'xy':
        stack.enter_context(tag(name))
    stack.callback(print, 'callback')
    print('in stack')
# expect: <x>
# expect: <y>
# expect: in stack
# expect: callback
# expect: </y>
# expect: </x>
with contextlib.ExitStack() as stack:
    stack.push(lambda *exc: print('pushed', exc[0]) or True)
    raise TypeError('swallowed by push')
# expect: pushed <class 'TypeError'>
out = io.StringIO()
with contextlib.redirect_stdout(out):
    print('captured')
print(repr(out.getvalue()))  # expect: 'captured\n'
class Closable:
    def close(self): print('closed')
with contextlib.closing(Closable()): pass  # expect: closed
with contextlib.nullcontext(5) as five: print(five)  # expect: 5
@contextlib.contextmanager
def no_yield():
    if False: yield
@contextlib.contextmanager
def two_yields():
    yield 1
    yield 2
for broken in (no_yield, two_yields):
    try:
        with broken(): pass
    except RuntimeError as error:
        print(error)
# expect: generator didn't yield
# expect: generator didn't stop
class D(contextlib.ContextDecorator):
    def __enter__(self): print('enter')
    def __exit__(self, *exc): print('exit')
@D()
def g(): return 'g'
print(g())
# expect: enter
# expect: exit
# expect: g
try:
    with contextlib.ExitStack() as stack:
        stack.callback(lambda: 1 / 0)
        raise KeyError('first')
except ZeroDivisionError as error:
    print(error, repr(error.__context__))
# expect: division by zero KeyError('first')
@contextlib.contextmanager
def stop():
    yield
with contextlib.suppress(StopIteration):
    with stop():
        raise StopIteration('through')

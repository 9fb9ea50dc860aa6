# Frames: sys._getframe, f_locals written and read, f_back, f_lineno, locals of finished frames.
import sys
def f():
    a = 1
    frame = sys._getframe()
    return frame.f_code.co_name, sorted(frame.f_locals), frame.f_back.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno
print(f())  # expect: ('f', ['a', 'frame'], '<module>', 3)
def caller_locals():
    return sys._getframe(1).f_locals['secret']
def g():
    secret = 42
    return caller_locals()
print(g())  # expect: 42
def writes():
    x = 1
    sys._getframe().f_locals['x'] = 99
    return x
print(writes())  # expect: 99
def deeper(n):
    return sys._getframe(n).f_code.co_name
def outer(): return deeper(1)
print(outer(), deeper(0))  # expect: outer deeper
try:
    sys._getframe(1000)
except ValueError as error:
    print(error)
# expect: call stack is not deep enough
def keep():
    held = ['kept']
    return sys._getframe()
frame = keep()
print(frame.f_locals['held'], frame.f_back is None or frame.f_back.f_code.co_name)  # expect: ['kept'] <module>
frame.clear()
print(frame.f_locals)  # expect: {}
def fails():
    local = 'in traceback'
    raise ValueError
try:
    fails()
except ValueError as error:
    tb = error.__traceback__.tb_next
    print(tb.tb_frame.f_locals, tb.tb_frame.f_code.co_name, tb.tb_lasti >= 0)
# expect: {'local': 'in traceback'} fails True
def gen():
    x = 1
    yield sys._getframe().f_code.co_name
    x = 2
    yield x
it = gen()
print(next(it), it.gi_frame.f_locals['x'], next(it), it.gi_frame.f_locals, it.gi_frame.f_lineno > 0)
# expect: gen 1 2 {'x': 2} True
print(sys._getframe().f_globals is globals(), sys._getframe().f_locals is not None, sys._getframe().f_builtins['len'] is len, sys._getframe().f_code.co_name)
# expect: True True True <module>
class C:
    here = sys._getframe().f_code.co_name
    names = sorted(k for k in sys._getframe().f_locals if not k.startswith('__'))
print(C.here, C.names)  # expect: C ['here']
def closure():
    cell = 1
    def inner():
        return cell, sys._getframe().f_locals
    return inner()
print(closure())  # expect: (1, {'cell': 1})
import inspect
def who(): return inspect.stack()[1].function
def asks(): return who()
print(asks(), inspect.currentframe().f_code.co_name)  # expect: asks <module>
traced = []
def tracer(frame, event, arg):
    if frame.f_code.co_name == 'traced_function': traced.append((event, frame.f_lineno - frame.f_code.co_firstlineno))
    return tracer
def traced_function(x):
    y = x
    return y
sys.settrace(tracer)
traced_function(1)
sys.settrace(None)
print(traced)  # expect: [('call', 0), ('line', 1), ('line', 2), ('return', 2)]

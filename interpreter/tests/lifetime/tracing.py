# Events of sys.settrace and sys.setprofile: calls, lines, returns and exceptions; generators; native calls.
import sys
events=[]
def tr(frame, event, arg):
    if frame.f_code.co_filename != __file__: return None
    events.append((frame.f_code.co_name, event, frame.f_lineno, arg if event in('return',) else (arg[0].__name__ if event=='exception' else None)))
    return tr
def f(n):
    s = 0
    for i in range(n):
        s += i
    return s
def g():
    try:
        1/0
    except ZeroDivisionError:
        x = 3
    return x
def gen():
    yield 1
    y = 2
    yield y
def h():
    for v in gen():
        print(v)
    while v < 4:
        v += 1
    raise ValueError
def one(): return 1
class K:
    def __init__(self):
        self.x = one()
def k():
    K()
    return [i for i in range(2)]
sys.settrace(tr)
f(2)
g()
try: h()
except ValueError: pass
# expect: 1
# expect: 2
k()
sys.settrace(None)
f(1)
for e in events: print(e)
# expect: ('f', 'call', 8, None)
# expect: ('f', 'line', 9, None)
# expect: ('f', 'line', 10, None)
# expect: ('f', 'line', 11, None)
# expect: ('f', 'line', 10, None)
# expect: ('f', 'line', 11, None)
# expect: ('f', 'line', 10, None)
# expect: ('f', 'line', 12, None)
# expect: ('f', 'return', 12, 1)
# expect: ('g', 'call', 13, None)
# expect: ('g', 'line', 14, None)
# expect: ('g', 'line', 15, None)
# expect: ('g', 'exception', 15, 'ZeroDivisionError')
# expect: ('g', 'line', 16, None)
# expect: ('g', 'line', 17, None)
# expect: ('g', 'line', 18, None)
# expect: ('g', 'return', 18, 3)
# expect: ('h', 'call', 23, None)
# expect: ('h', 'line', 24, None)
# expect: ('gen', 'call', 19, None)
# expect: ('gen', 'line', 20, None)
# expect: ('gen', 'return', 20, 1)
# expect: ('h', 'line', 25, None)
# expect: ('h', 'line', 24, None)
# expect: ('gen', 'call', 20, None)
# expect: ('gen', 'line', 21, None)
# expect: ('gen', 'line', 22, None)
# expect: ('gen', 'return', 22, 2)
# expect: ('h', 'line', 25, None)
# expect: ('h', 'line', 24, None)
# expect: ('gen', 'call', 22, None)
# expect: ('gen', 'return', 22, None)
# expect: ('h', 'line', 26, None)
# expect: ('h', 'line', 27, None)
# expect: ('h', 'line', 26, None)
# expect: ('h', 'line', 27, None)
# expect: ('h', 'line', 26, None)
# expect: ('h', 'line', 28, None)
# expect: ('h', 'exception', 28, 'ValueError')
# expect: ('h', 'return', 28, None)
# expect: ('k', 'call', 33, None)
# expect: ('k', 'line', 34, None)
# expect: ('__init__', 'call', 31, None)
# expect: ('__init__', 'line', 32, None)
# expect: ('one', 'call', 29, None)
# expect: ('one', 'line', 29, None)
# expect: ('one', 'return', 29, 1)
# expect: ('__init__', 'return', 32, None)
# expect: ('k', 'line', 35, None)
# expect: ('k', 'line', 35, None)
# expect: ('k', 'line', 35, None)
# expect: ('k', 'return', 35, [0, 1])

def profiler(frame, event, arg):
    if frame.f_code.co_filename == __file__:
        print(frame.f_code.co_name, event, getattr(arg, '__name__', arg))
def profiled():
    return len([one()])
sys.setprofile(profiler)
profiled()
# expect: profiled call None
# expect: one call None
# expect: one return 1
# expect: profiled c_call len
# expect: profiled c_return len
# expect: profiled return 1
sys.setprofile(None)  # expect: <module> c_call setprofile
print(sys.gettrace(), sys.getprofile())  # expect: None None

import threading
seen = set()
def collect(frame, event, arg):
    seen.add((frame.f_code.co_name, event))
    return None
threading.settrace(collect)
thread = threading.Thread(target=one)
thread.start()
thread.join()
threading.settrace(None)
print(('one', 'call') in seen, ('one', 'line') in seen)  # expect: True False

def failing(frame, event, arg):
    raise RuntimeError('from the trace function')
sys.settrace(failing)
try:
    one()
except RuntimeError as error:
    print(error, sys.gettrace())
# expect: from the trace function None

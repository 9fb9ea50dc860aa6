# A regular expression that would go on for ever ends with the exception of a signal handler, which may use others.
import re
import signal

class Enough(Exception): pass

def handler(*_):
    global calls
    calls += 1
    print(re.match('(a)(b)?', 'abc').groups(), re.sub('x', 'y', 'axb'))
    if calls == 2: raise Enough

calls = 0
signal.signal(signal.SIGALRM, handler)
signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
try: re.match('(?:a|b)*' * 30 + 'c', 'ab' * 2000)
except Enough: print('enough')
signal.setitimer(signal.ITIMER_REAL, 0)
# expect: ('a', 'b') ayb
# expect: ('a', 'b') ayb
# expect: enough

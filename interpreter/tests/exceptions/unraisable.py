# What nobody can catch is told plainly: no marks below the lines, no chain, no notes, the repeated lines counted.
import io, re, sys, weakref
told = sys.stderr = io.StringIO()
class A:
    def __del__(self): raise ValueError('x')
a=A(); del a
class B:
    def __del__(self):
        try: 1/0
        except ZeroDivisionError as e: raise KeyError('two\nlines') from e
b=B(); del b
def f(): return g(1, 2) + h
def g(a, b): raise TypeError
class C:
    def __del__(self): f()
c=C(); del c
class D:
    def __del__(self):
        e = ValueError('n'); e.add_note('a note'); raise e
D()
class E(Exception):
    def __str__(self): raise ValueError
class F:
    def __del__(self): raise E('n')
F()
class G:
    def __del__(self): raise ExceptionGroup('g', [ValueError(1)])
G()
class H:
    def __repr__(self): raise ValueError
    def __del__(self): raise SyntaxError('bad', ('f.py', 3, 2, 'x y z', 3, 4))
H()
class I:
    def __del__(self): exec('def rec(n):\n  return rec(n-1) if n else 1/0\nrec(8)', {})
I()
class Q(Exception): pass
Q.__module__ = 'some.where'
class J:
    def __del__(self): raise Q
J()
weakref.ref(r := A.__new__(type('K', (), {})), lambda w: 1/0)
w = weakref.ref(r, lambda w: 1/0); del r
def outer():
    class L:
        def __del__(self): raise Q('a', 1)
    L()
outer()

sys.stderr = sys.__stderr__
for line in told.getvalue().splitlines():
    if not line.startswith('  File'): print([re.sub('0x[0-9a-f]+', '0x', line)])
# expect: ['Exception ignored in: <function A.__del__ at 0x>']
# expect: ['Traceback (most recent call last):']
# expect: ["    def __del__(self): raise ValueError('x')"]
# expect: ['ValueError: x']
# expect: ['Exception ignored in: <function B.__del__ at 0x>']
# expect: ['Traceback (most recent call last):']
# expect: ["    except ZeroDivisionError as e: raise KeyError('two\\nlines') from e"]
# expect: ["KeyError: 'two\\nlines'"]
# expect: ['Exception ignored in: <function C.__del__ at 0x>']
# expect: ['Traceback (most recent call last):']
# expect: ['    def __del__(self): f()']
# expect: ['    def f(): return g(1, 2) + h']
# expect: ['    def g(a, b): raise TypeError']
# expect: ['TypeError: ']
# expect: ['Exception ignored in: <function D.__del__ at 0x>']
# expect: ['Traceback (most recent call last):']
# expect: ["    e = ValueError('n'); e.add_note('a note'); raise e"]
# expect: ['ValueError: n']
# expect: ['Exception ignored in: <function F.__del__ at 0x>']
# expect: ['Traceback (most recent call last):']
# expect: ["    def __del__(self): raise E('n')"]
# expect: ['E: <exception str() failed>']
# expect: ['Exception ignored in: <function G.__del__ at 0x>']
# expect: ['Traceback (most recent call last):']
# expect: ["    def __del__(self): raise ExceptionGroup('g', [ValueError(1)])"]
# expect: ['ExceptionGroup: g (1 sub-exception)']
# expect: ['Exception ignored in: <function H.__del__ at 0x>']
# expect: ['Traceback (most recent call last):']
# expect: ["    def __del__(self): raise SyntaxError('bad', ('f.py', 3, 2, 'x y z', 3, 4))"]
# expect: ['SyntaxError: bad (f.py, line 3)']
# expect: ['Exception ignored in: <function I.__del__ at 0x>']
# expect: ['Traceback (most recent call last):']
# expect: ["    def __del__(self): exec('def rec(n):\\n  return rec(n-1) if n else 1/0\\nrec(8)', {})"]
# expect: ['  [Previous line repeated 6 more times]']
# expect: ['ZeroDivisionError: division by zero']
# expect: ['Exception ignored in: <function J.__del__ at 0x>']
# expect: ['Traceback (most recent call last):']
# expect: ['    def __del__(self): raise Q']
# expect: ['some.where.Q: ']
# expect: ['Exception ignored in: <function <lambda> at 0x>']
# expect: ['Traceback (most recent call last):']
# expect: ['    w = weakref.ref(r, lambda w: 1/0); del r']
# expect: ['ZeroDivisionError: division by zero']
# expect: ['Exception ignored in: <function outer.<locals>.L.__del__ at 0x>']
# expect: ['Traceback (most recent call last):']
# expect: ["    def __del__(self): raise Q('a', 1)"]
# expect: ["some.where.Q: ('a', 1)"]
print([tuple(int(n) for n in re.findall(r'line (\d+)', told.getvalue()))[:4]])  # expect: [(5, 10, 15, 12)]

# Code objects through marshal; code.replace keeps calls with keywords.
import marshal, types
src = '''
import functools
def f(a, b=2, *args, c, **kw):
    """doc"""
    try:
        return [x for x in range(a)], dict(a=a, b=b, c=c), args, kw
    finally:
        pass
class K:
    z = (1, 'two', 3.5, b'x', None, frozenset({1}))
    def m(self): return lambda q: (q, self.z)
async def co(): return 1
def g(): 
    yield from (i for i in range(3))
'''
code = compile(src, 'file.py', 'exec')
data = marshal.dumps(code)
again = marshal.loads(data)
print(again == code, again.co_filename, type(again).__name__)  # expect: True file.py code
ns = {}
exec(again, ns)
print(ns['f'](2, c=3, d=4), ns['K']().m()(1), list(ns['g']()), ns['f'].__doc__)
# expect: ([0, 1], {'a': 2, 'b': 2, 'c': 3}, (), {'d': 4}) (1, (1, 'two', 3.5, b'x', None, frozenset({1}))) [0, 1, 2] doc
try: ns['f']()
except TypeError as e: print(e)
# expect: f() missing 1 required positional argument: 'a'
print(marshal.loads(marshal.dumps((code, 1)))[1])  # expect: 1
import traceback
try: exec(marshal.loads(marshal.dumps(compile("\n\n1/0", 'x.py', 'exec'))))
except ZeroDivisionError as e: print(e.__traceback__.tb_next.tb_lineno)
# expect: 3
def kw(**k): return k
def h(): return kw(x=1, y=2)
h.__code__ = h.__code__.replace(co_name='other')
print(h(), h.__code__.co_name)  # expect: {'x': 1, 'y': 2} other

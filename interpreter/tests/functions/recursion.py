# Recursion: depth, mutual recursion, RecursionError caught, the limit restored.
import sys
def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)
print(depth(900))  # expect: 900
def forever(n=0):
    return forever(n + 1)
try:
    forever()
except RecursionError as error:
    print(type(error).__name__, error)
# expect: RecursionError maximum recursion depth exceeded
def even(n): return True if n == 0 else odd(n - 1)
def odd(n): return False if n == 0 else even(n - 1)
print(even(200), odd(7))  # expect: True True
def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))
print(ackermann(2, 9))  # expect: 21
sys.setrecursionlimit(5000)
print(depth(4000), sys.getrecursionlimit())  # expect: 4000 5000
sys.setrecursionlimit(1000)
class R:
    def __repr__(self):
        return repr(self)
try:
    repr(R())
except RecursionError as error:
    print(str(error).split(' while')[0])
# expect: maximum recursion depth exceeded
class G:
    def __getattr__(self, name):
        return getattr(self, name + 'x')
try:
    G().a
except RecursionError:
    print('getattr')
# expect: getattr
nested = []
for _ in range(100000):
    nested = [nested]
try:
    repr(nested)
except RecursionError as error:
    print(error)
# expect: maximum recursion depth exceeded while getting the repr of an object
del nested
print('freed')  # expect: freed
a = []
b = [a]
a.append(b)
try:
    a == [[a]]
    print('compared')
except RecursionError:
    print('comparison')
# expect: compared
try:
    sys.setrecursionlimit(0)
except ValueError as error:
    print(error)
# expect: recursion limit must be greater or equal than 1

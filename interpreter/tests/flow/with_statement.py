# Context managers: order, values, exceptions swallowed or not, several at once.
class Manager:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow
    def __enter__(self):
        print('enter', self.name)
        return self.name.upper()
    def __exit__(self, kind, value, traceback):
        print('exit', self.name, kind and kind.__name__, value, traceback is not None)
        return self.swallow
with Manager('a') as a, Manager('b') as b:
    print('body', a, b)
# expect: enter a
# expect: enter b
# expect: body A B
# expect: exit b None None False
# expect: exit a None None False
with (
    Manager('c') as c,
    Manager('d', swallow=True),
):
    raise ValueError('swallowed')
# expect: enter c
# expect: enter d
# expect: exit d ValueError swallowed True
# expect: exit c None None False
try:
    with Manager('e'):
        with Manager('f'):
            1 / 0
except ZeroDivisionError as error:
    print('caught', error)
# expect: enter e
# expect: enter f
# expect: exit f ZeroDivisionError division by zero True
# expect: exit e ZeroDivisionError division by zero True
# expect: caught division by zero
def leave():
    with Manager('g'):
        return 'value'
print(leave())
# expect: enter g
# expect: exit g None None False
# expect: value
for i in range(2):
    with Manager('h'):
        if i == 0:
            continue
        break
# expect: enter h
# expect: exit h None None False
# expect: enter h
# expect: exit h None None False
with Manager('i') as (first):
    print(first)
# expect: enter i
# expect: I
# expect: exit i None None False
class Pair(Manager):
    def __enter__(self):
        return 1, [2, 3]
with Pair('j') as (x, [y, *z]):
    print(x, y, z)
# expect: 1 2 [3]
# expect: exit j None None False
try:
    with 5:
        pass
except TypeError as error:
    print(error)
# expect: 'int' object does not support the context manager protocol
class Half:
    def __enter__(self):
        return 1
try:
    with Half():
        pass
except TypeError as error:
    print(error)
# expect: 'Half' object does not support the context manager protocol (missed __exit__ method)

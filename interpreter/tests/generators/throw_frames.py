# throw() into a delegation: the delegate sees the frames of the generators around it.
import sys
def names():
    frame, found = sys._getframe(1), []
    while frame is not None and frame.f_code.co_name != '<module>':
        found.append(frame.f_code.co_name)
        frame = frame.f_back
    return found
def inner():
    while True:
        try:
            yield names()
        except ValueError:
            pass
def middle():
    return (yield from inner())
def outer():
    try:
        raise KeyError
    except KeyError:
        yield from middle()
g = outer()
print(next(g))
print(g.throw(ValueError))
print(g.send(None))
print(g.throw(ValueError('again')))
try:
    g.throw(TypeError('out'))
except TypeError as error:
    print(repr(error), repr(error.__context__))
class Delegate:
    def __iter__(self): return self
    def __next__(self): return names()
    def throw(self, error):
        if isinstance(error, StopIteration): raise error
        return names()
def around():
    result = yield from Delegate()
    return 'ended', result
d = around()
print(next(d), d.throw(ValueError()), next(d))
try:
    d.throw(StopIteration('value'))
except StopIteration as stop:
    print(stop.value)
print(d.gi_frame)
# expect: ['inner', 'middle', 'outer']
# expect: ['inner', 'middle', 'outer']
# expect: ['inner', 'middle', 'outer']
# expect: ['inner', 'middle', 'outer']
# expect: TypeError('out') KeyError()
# expect: ['__next__', 'around'] ['throw'] ['__next__', 'around']
# expect: ('ended', 'value')
# expect: None

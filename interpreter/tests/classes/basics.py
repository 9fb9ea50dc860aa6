# Classes: attributes of class and instance, methods, repr, type(), instance dict.
class Point:
    """A point."""
    dimensions = 2
    def __init__(self, x, y=0):
        self.x = x
        self.y = y
    def moved(self, dx):
        return Point(self.x + dx, self.y)
    def __repr__(self):
        return f'Point({self.x}, {self.y})'
p = Point(1)
print(p, p.moved(5), p.dimensions, Point.dimensions, Point.__doc__, Point.__name__)
# expect: Point(1, 0) Point(6, 0) 2 2 A point. Point
p.dimensions = 3
print(p.dimensions, Point.dimensions, p.__dict__, vars(p) is p.__dict__)
# expect: 3 2 {'x': 1, 'y': 0, 'dimensions': 3} True
del p.dimensions
print(p.dimensions, isinstance(p, Point), type(p) is Point, p.__class__.__name__)  # expect: 2 True True Point
Point.dimensions = 9
print(p.dimensions)  # expect: 9
p.__dict__['z'] = 26
print(p.z, sorted(vars(p)))  # expect: 26 ['x', 'y', 'z']
p.__dict__ = {'x': 5, 'y': 6}
print(p)  # expect: Point(5, 6)
class Empty: pass
e = Empty()
print(repr(e).split(' object')[0], repr(Empty), str(Empty))
# expect: <__main__.Empty <class '__main__.Empty'> <class '__main__.Empty'>
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: e.missing)  # expect: AttributeError: 'Empty' object has no attribute 'missing'
attempt(lambda: Empty.missing)  # expect: AttributeError: type object 'Empty' has no attribute 'missing'
attempt(lambda: Empty(1))  # expect: TypeError: Empty() takes no arguments
attempt(lambda: delattr(e, 'x'))  # expect: AttributeError: 'Empty' object has no attribute 'x'
attempt(lambda: setattr(5, 'x', 1))
# expect: AttributeError: 'int' object has no attribute 'x' and no __dict__ for setting new attributes
attempt(lambda: setattr(int, 'x', 1))  # expect: TypeError: cannot set 'x' attribute of immutable type 'int'
attempt(lambda: setattr(e, '__class__', 5))  # expect: TypeError: __class__ must be set to a class, not 'int' object
attempt(lambda: getattr(e, 5))  # expect: TypeError: attribute name must be string, not 'int'
attempt(lambda: getattr(e, 'x', 'default'))  # expect: default
attempt(lambda: Point())  # expect: TypeError: Point.__init__() missing 1 required positional argument: 'x'
attempt(lambda: setattr(e, '__dict__', 5))  # expect: TypeError: __dict__ must be set to a dictionary, not a 'int'
class Other:
    kind = 'other'
e.__class__ = Other
print(e.kind, type(e).__name__)  # expect: other Other
Dynamic = type('Dynamic', (Point,), {'extra': 1, 'f': lambda self: self.extra})
print(Dynamic, Dynamic(1, 2), Dynamic(0).f(), Dynamic.__bases__)
# expect: <class '__main__.Dynamic'> Point(1, 2) 1 (<class '__main__.Point'>,)

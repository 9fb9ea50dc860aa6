# match: mappings, classes, keyword patterns, dotted values, __match_args__.
class Point:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y):
        self.x, self.y = x, y
class Colour:
    RED = 'red'
def f(v):
    match v:
        case Point(0, 0):
            return 'origin'
        case Point(x, 0) | Point(0, x):
            return f'axis {x}'
        case Point(x=a, y=b) if a == b:
            return f'diagonal {a}'
        case Point():
            return 'point'
        case Colour.RED:
            return 'red'
        case {'type': 'a', 'value': value}:
            return f'a {value}'
        case {'type': str(kind), **rest}:
            return f'{kind} {rest}'
        case {}:
            return 'mapping'
        case int(n) | float(n):
            return f'number {n}'
        case str(s):
            return f'text {s}'
        case list([first, *_]):
            return f'list {first}'
        case tuple((a, b)):
            return f'tuple {a} {b}'
for v in (Point(0, 0), Point(3, 0), Point(0, 4), Point(5, 5), Point(1, 2), 'red', {'type': 'a', 'value': 1},
          {'type': 'b', 'x': 2}, {'other': 1}, 7, 2.5, True, 'blue', [9, 8], (1, 2), (1,), None):
    print(f(v))
# expect: origin
# expect: axis 3
# expect: axis 4
# expect: diagonal 5
# expect: point
# expect: red
# expect: a 1
# expect: b {'x': 2}
# expect: mapping
# expect: number 7
# expect: number 2.5
# expect: number True
# expect: text blue
# expect: list 9
# expect: tuple 1 2
# expect: None
# expect: None
class Extra(Point):
    __match_args__ = ('x',)
def attempt(v):
    try:
        match v:
            case Extra(1, 2):
                print('matched')
    except TypeError as error:
        print(error)
attempt(Extra(1, 2))  # expect: Extra() accepts 1 positional sub-pattern (2 given)
def duplicate(v):
    match v:
        case Point(1, x=2):
            pass
try:
    duplicate(Point(1, 2))
except TypeError as error:
    print(error)
# expect: Point() got multiple sub-patterns for attribute 'x'
def not_a_class(v):
    match v:
        case Colour.RED():
            pass
try:
    not_a_class(1)
except TypeError as error:
    print(error)
# expect: called match pattern must be a class
for source in ('match 1:\n case x: 1\n case 2: 1', 'match 1:\n case a | 2: 1', 'match 1:\n case [a, a]: 1'):
    try:
        compile(source, 's', 'exec')
    except SyntaxError as error:
        print(error.msg)
# expect: name capture 'x' makes remaining patterns unreachable
# expect: name capture 'a' makes remaining patterns unreachable
# expect: multiple assignments to name 'a' in pattern

# Built-in functions not tested elsewhere.
print(abs(-3), abs(-2.5), abs(3 + 4j), all([1, 1]), any([0, 1]), ascii('é'), bin(5), bool([]), callable(len), callable(5), chr(97), ord('é'), divmod(7, 2))
# expect: 3 2.5 5.0 True True '\xe9' 0b101 False True False a 233 (3, 1)
print(hash(5), hex(10), id(None) == id(None), isinstance(1, (str, int)), issubclass(bool, int), len('abc'), max(1, 5, 3), min('b', 'a'), max([1, 2], [1, 3]), oct(8), pow(2, 3), pow(2, 3, 5))
# expect: 5 0xa True True True 3 5 a [1, 3] 0o10 8 3
print(repr('a'), round(3.7), sorted([2, 1]), sum([1, 2.5]), sum([], 5), sum([[1], [2]], []), type(5), sum([0.1] * 10), sum(range(5), start=10), sum([True, True]))
# expect: 'a' 4 [1, 2] 3.5 5 [1, 2] <class 'int'> 1.0 20 2
print(sep='', *['a', 'b'], end='!\n')  # expect: ab!
print('a', 'b', sep='-', end='\n')  # expect: a-b
print(1, None, 'x', sep=None, end=None)  # expect: 1 None x
print()  # expect:
import sys
print('to stdout', file=sys.stdout, flush=True)  # expect: to stdout
class Writer:
    def write(self, text): log.append(text)
log = []
print('x', 5, file=Writer())
sys.stdout.write('written\n')  # expect: written
print(log)  # expect: ['x', ' ', '5', '\n']
print(eval('1 + 2'), eval(compile('3 * 4', 's', 'eval')), eval(' 5 '), exec('pass'))  # expect: 3 12 5 None
x = 10
exec('x = x + 1; y = x * 2')
print(x, y)  # expect: 11 22
print(sorted(vars(type('V', (), {'a': 1})))[-1:], dir(type('D', (), {'zz': 1})())[-1], 'append' in dir([]), getattr(5, 'real'), hasattr(5, 'foo'))
# expect: ['a'] zz True 5 False
print(__name__, __doc__, type(__builtins__).__name__, __import__('math').pi > 3)  # expect: __main__ None module True
print(list(map(abs, [-1, 2])), list(filter(str.isdigit, 'a1b2')), dict(zip('ab', map(ord, 'ab'))), slice(1, 5, 2).indices(4), complex('1+2j').imag, frozenset([1]) | {2})
# expect: [1, 2] ['1', '2'] {'a': 97, 'b': 98} (1, 4, 2) 2.0 frozenset({1, 2})
print(int.__name__, int.__mro__, object().__class__, type.__call__(int, '5'), format(3.14159, '.2f'), format('a', '>3'), reversed([1, 2]).__class__.__name__)
# expect: int (<class 'int'>, <class 'object'>) <class 'object'> 5 3.14   a list_reverseiterator
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: print(sep=5))  # expect: TypeError: sep must be None or a string, not int
attempt(lambda: sum(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: sum([1], [2]))  # expect: TypeError: can only concatenate list (not "int") to list
attempt(lambda: sum([b'a'], b''))  # expect: TypeError: sum() can't sum bytes [use b''.join(seq) instead]
attempt(lambda: max())  # expect: TypeError: max expected at least 1 argument, got 0
attempt(lambda: max([]))  # expect: ValueError: max() iterable argument is empty
attempt(lambda: max(1, 2, default=3))
# expect: TypeError: Cannot specify a default for max() with multiple positional arguments
attempt(lambda: max(1, 'a'))  # expect: TypeError: '>' not supported between instances of 'str' and 'int'
attempt(lambda: ord(''))  # expect: TypeError: ord() expected a character, but string of length 0 found
attempt(lambda: chr('a'))  # expect: TypeError: 'str' object cannot be interpreted as an integer
attempt(lambda: len(5))  # expect: TypeError: object of type 'int' has no len()
attempt(lambda: getattr(5, 'x'))  # expect: AttributeError: 'int' object has no attribute 'x'
attempt(lambda: getattr(5))  # expect: TypeError: getattr expected at least 2 arguments, got 1
attempt(lambda: isinstance(5, [int]))
# expect: TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
attempt(lambda: issubclass(5, int))  # expect: TypeError: issubclass() arg 1 must be a class
attempt(lambda: pow(2))  # expect: TypeError: pow() missing required argument 'exp' (pos 2)
attempt(lambda: eval('x +'))  # expect: SyntaxError: invalid syntax (<string>, line 1)
attempt(lambda: eval(5))  # expect: TypeError: eval() arg 1 must be a string, bytes or code object
attempt(lambda: exec(5))  # expect: TypeError: exec() arg 1 must be a string, bytes or code object
attempt(lambda: hash([]))  # expect: TypeError: unhashable type: 'list'
attempt(lambda: all(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: sorted(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: id())  # expect: TypeError: id() takes exactly one argument (0 given)
attempt(lambda: callable())  # expect: TypeError: callable() takes exactly one argument (0 given)
attempt(lambda: compile('x', 'f'))  # expect: TypeError: compile() missing required argument 'mode' (pos 3)
attempt(lambda: __import__(5))  # expect: TypeError: module name must be a string
attempt(lambda: round())  # expect: TypeError: round() missing required argument 'number' (pos 1)
attempt(lambda: type('A', (object,), {}).__name__)  # expect: A

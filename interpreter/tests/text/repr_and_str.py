# repr, str and ascii of nested values, of long containers, of recursive ones.
print(repr('a\'b'), repr('a"b'), repr('\'"'), repr('\n\t\\\x00\x1f\x7f'), repr('é\u200e\U0001f600\ud800'), ascii('é😀'))
# expect: "a'b" 'a"b' '\'"' '\n\t\\\x00\x1f\x7f' 'é\u200e😀\ud800' '\xe9\U0001f600'
print([1.0, 'a', b'b', None, True, (1,), {2}, {'k': [3]}, 1j, ..., range(2), slice(1)])
# expect: [1.0, 'a', b'b', None, True, (1,), {2}, {'k': [3]}, 1j, Ellipsis, range(0, 2), slice(None, 1, None)]
print(str([1, 'a']), str('a'), str(b'a'), str(1.0), str(10 ** 20), str(None), str(int), str(len), str(print))
# expect: [1, 'a'] a b'a' 1.0 100000000000000000000 None <class 'int'> <built-in function len> <built-in function print>
print(repr(1e100), repr(1.5e-10), repr(123456789.123456789), repr(1e16), repr(-1.5), repr(0.1 + 0.2))
# expect: 1e+100 1.5e-10 123456789.12345679 1e+16 -1.5 0.30000000000000004
a = [1]
a.append((a, {'a': a}))
print(a)  # expect: [1, ([...], {'a': [...]})]
d = {}
d[1] = [d]
print(d, [d])  # expect: {1: [{...}]} [{1: [{...}]}]
class R:
    def __repr__(self): return 'R\nline'
print([R()], R(), {R.__name__: R()}, (R(),))
# expect: [R
# expect: line] R
# expect: line {'R': R
# expect: line} (R
# expect: line,)
print(str(b'abc', 'ascii'), str(b'\xc3\xa9', encoding='utf-8'), str(object=5), str(), repr(str()))
# expect: abc é 5  ''
print(dict(a=1).keys(), {1: 2}.values(), {1: 2}.items(), enumerate, zip, map, range(1, 5, 2), range(3))
# expect: dict_keys(['a']) dict_values([2]) dict_items([(1, 2)]) <class 'enumerate'> <class 'zip'> <class 'map'> range(1, 5, 2) range(0, 3)
print(type(iter([])).__name__, type(iter(())).__name__, type(iter({})).__name__, type(iter('')).__name__, type(iter(range(1))).__name__, type(iter({1})).__name__, type({}.items()).__name__, type(reversed([])).__name__)
# expect: list_iterator tuple_iterator dict_keyiterator str_ascii_iterator range_iterator set_iterator dict_items list_reverseiterator
print(frozenset(), set(), frozenset([1]), bytearray(b'x'), memoryview(b'a').tobytes(), type('T', (), {}), property, Exception('a', 1), ValueError)
# expect: frozenset() set() frozenset({1}) bytearray(b'x') b'a' <class '__main__.T'> <class 'property'> ('a', 1) <class 'ValueError'>
print(repr(repr('x')), eval(repr([1, 'a', {2: (3,)}])), repr(True), repr(...), repr(NotImplemented), f'{[R]}'[:10])
# expect: "'x'" [1, 'a', {2: (3,)}] True Ellipsis NotImplemented [<class '_
import collections
print(collections.OrderedDict(a=1), collections.Counter('aab'), collections.deque([1], 5), collections.defaultdict(int, {1: 2}), collections.ChainMap({1: 2}), collections.namedtuple('N', 'a b')(1, 2))
# expect: OrderedDict({'a': 1}) Counter({'a': 2, 'b': 1}) deque([1], maxlen=5) defaultdict(<class 'int'>, {1: 2}) ChainMap({1: 2}) N(a=1, b=2)
import types
print(types.SimpleNamespace(a=1, b='x'), types.MappingProxyType({1: 2}))  # expect: namespace(a=1, b='x') {1: 2}

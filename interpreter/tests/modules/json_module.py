# json: encoding, decoding, options, errors.
import json
print(json.dumps({'a': [1, 2.5, True, None, 'é"\n\\'], 'b': {}}), json.dumps('é', ensure_ascii=False), json.dumps([]), json.dumps((1, 2)), json.dumps({1: 2, None: 3, True: 4, 1.5: 5}))
# expect: {"a": [1, 2.5, true, null, "\u00e9\"\n\\"], "b": {}} "é" [] [1, 2] {"1": 4, "null": 3, "1.5": 5}
print(json.dumps({'b': 1, 'a': [1, {'c': 2}]}, indent=2, sort_keys=True))
# expect: {
# expect:   "a": [
# expect:     1,
# expect:     {
# expect:       "c": 2
# expect:     }
# expect:   ],
# expect:   "b": 1
# expect: }
print(json.dumps([1, 2], separators=(',', ':')), json.dumps([float('inf'), float('nan')]), json.dumps('\u2028\x00\x7f😀'), json.dumps(10 ** 30), json.dumps(1e100), json.dumps([[], {}], indent='\t'))
# expect: [1,2] [Infinity, NaN] "\u2028\u0000\u007f\ud83d\ude00" 1000000000000000000000000000000 1e+100 [
# expect: 	[],
# expect: 	{}
# expect: ]
print(json.loads('{"a": [1, -2.5e3, true, false, null, "x\\u00e9\\n\\ud83d\\ude00"]}'), json.loads(' 5 '), json.loads('"s"'), json.loads(b'[1]'), json.loads('[NaN, Infinity, -Infinity]'), json.loads('123456789012345678901234567890'))
# expect: {'a': [1, -2500.0, True, False, None, 'xé\n😀']} 5 s [1] [nan, inf, -inf] 123456789012345678901234567890
print(json.loads('{"a": 1, "a": 2}'), json.loads('{"a": 1}', object_hook=lambda d: sorted(d.items())), json.loads('{"b": 1, "a": 2}', object_pairs_hook=list), json.loads('1.5', parse_float=str), json.loads('[1]', parse_int=float))
# expect: {'a': 2} [('a', 1)] [('b', 1), ('a', 2)] 1.5 [1.0]
class P:
    def __init__(self): self.x = 1
print(json.dumps(P(), default=lambda o: vars(o)), json.dumps({(1, 2): 3, 'a': 1}, skipkeys=True))
# expect: {"x": 1} {"a": 1}
class E(json.JSONEncoder):
    def default(self, o): return sorted(o) if isinstance(o, set) else super().default(o)
print(json.dumps({'s': {3, 1}}, cls=E), ''.join(E().iterencode([1, {'a': {2}}])))
# expect: {"s": [1, 3]} [1, {"a": [2]}]
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: json.dumps(P))  # expect: TypeError: Object of type type is not JSON serializable
attempt(lambda: json.dumps({1, 2}))  # expect: TypeError: Object of type set is not JSON serializable
attempt(lambda: json.dumps({(1,): 1}))  # expect: TypeError: keys must be str, int, float, bool or None, not tuple
attempt(lambda: json.dumps(float('nan'), allow_nan=False))
# expect: ValueError: Out of range float values are not JSON compliant: nan
def circular():
    a = []
    a.append(a)
    json.dumps(a)
attempt(circular)  # expect: ValueError: Circular reference detected
for text in ('', '{', '[1,]', '{"a"}', '{"a": }', "{'a': 1}", '[1 2]', 'nul', '"abc', '"\\x"', '01', '1.', '{"a": 1,}', '[1] x', '"\n"', '-', '\\', '{1: 2}', '"\\ud800"', '[' * 3):
    attempt(lambda: ascii(json.loads(text)))
# expect: JSONDecodeError: Expecting value: line 1 column 1 (char 0)
# expect: JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
# expect: JSONDecodeError: Illegal trailing comma before end of array: line 1 column 3 (char 2)
# expect: JSONDecodeError: Expecting ':' delimiter: line 1 column 5 (char 4)
# expect: JSONDecodeError: Expecting value: line 1 column 7 (char 6)
# expect: JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
# expect: JSONDecodeError: Expecting ',' delimiter: line 1 column 4 (char 3)
# expect: JSONDecodeError: Expecting value: line 1 column 1 (char 0)
# expect: JSONDecodeError: Unterminated string starting at: line 1 column 1 (char 0)
# expect: JSONDecodeError: Invalid \escape: line 1 column 2 (char 1)
# expect: JSONDecodeError: Extra data: line 1 column 2 (char 1)
# expect: JSONDecodeError: Extra data: line 1 column 2 (char 1)
# expect: JSONDecodeError: Illegal trailing comma before end of object: line 1 column 8 (char 7)
# expect: JSONDecodeError: Extra data: line 1 column 5 (char 4)
# expect: JSONDecodeError: Invalid control character at: line 1 column 2 (char 1)
# expect: JSONDecodeError: Expecting value: line 1 column 1 (char 0)
# expect: JSONDecodeError: Expecting value: line 1 column 1 (char 0)
# expect: JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
# expect: '\ud800'
# expect: JSONDecodeError: Expecting value: line 1 column 4 (char 3)
import io
f = io.StringIO()
json.dump({'k': [1]}, f)
print(f.getvalue(), json.load(io.StringIO('[1, 2]')))  # expect: {"k": [1]} [1, 2]
try:
    json.loads('{"a": 1\n "b"}')
except json.JSONDecodeError as error:
    print(error.msg, error.lineno, error.colno, error.pos)
# expect: Expecting ',' delimiter 2 2 9
deep = '[' * 500 + ']' * 500
print(json.dumps(json.loads(deep)) == deep)  # expect: True

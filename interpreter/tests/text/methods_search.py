# str methods that search, count, split and join.
s = 'hello world, hello'
print(s.find('hello'), s.find('hello', 1), s.rfind('hello'), s.find('z'), s.find(''), s.find('', 100), s.index('w'), s.rindex('l'))
# expect: 0 13 13 -1 0 -1 6 16
print(s.count('l'), s.count('hello'), s.count(''), 'aaaa'.count('aa'), s.count('l', 4, 10), ''.count(''))
# expect: 5 2 19 2 1 1
print(s.startswith('he'), s.startswith(('x', 'he')), s.startswith('world', 6), s.endswith('lo'), s.endswith(('a', 'o')), ''.startswith(''))
# expect: True True True True True True
print('a,b,,c'.split(','), 'a b  c '.split(), 'a b  c '.split(' '), ' '.split(), ''.split(), ''.split(','), 'a,b,c'.split(',', 1), 'a,b,c'.rsplit(',', 1))
# expect: ['a', 'b', '', 'c'] ['a', 'b', 'c'] ['a', 'b', '', 'c', ''] [] [] [''] ['a', 'b,c'] ['a,b', 'c']
print(' a  b '.split(None, 1), ' a  b '.rsplit(None, 1), 'a--b--c'.split('--'), 'abc'.split('abc'), '\ta\n b'.split())
# expect: ['a', 'b '] [' a', 'b'] ['a', 'b', 'c'] ['', ''] ['a', 'b']
print('a\nb\r\nc\rd\x0be\x85f\u2028g'.splitlines(), 'a\n\nb\n'.splitlines(True), ''.splitlines(), '\n'.splitlines())
# expect: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] ['a\n', '\n', 'b\n'] [] ['']
print('k=v=w'.partition('='), 'k=v=w'.rpartition('='), 'kv'.partition('='), 'kv'.rpartition('='))
# expect: ('k', '=', 'v=w') ('k=v', '=', 'w') ('kv', '', '') ('', '', 'kv')
print(','.join(['a', 'b']), ''.join('abc'), '-'.join(()), ', '.join({'x': 1, 'y': 2}), ' '.join(str(i) for i in range(3)))
# expect: a,b abc  x, y 0 1 2
print('hello'.replace('l', 'L'), 'hello'.replace('l', 'L', 1), 'hello'.replace('', '-'), 'hello'.replace('x', 'y'), 'aaa'.replace('a', ''), 'aa'.replace('a', 'b', count=1))
# expect: heLLo heLlo -h-e-l-l-o- hello  ba
print('prefix-x'.removeprefix('prefix-'), 'x.py'.removesuffix('.py'), 'x'.removeprefix('y'), 'x'.removesuffix(''))
# expect: x x x x
print('abc' in 'xabcx', 'é' in 'café', '😀' in 'a😀', 'ab' 'c'.find('c'), 'aXbXc'.find('X', -3), 'abc'.find('c', 0, -1))
# expect: True True True 2 3 -1
print('日本語日本'.find('本', 2), '日本語日本'.rfind('日'), '日本'.count('日'), 'aé😀'.index('😀'))  # expect: 4 3 1 2
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: 'a'.find(1))  # expect: TypeError: find() argument 1 must be str, not int
attempt(lambda: 'a'.partition(''))  # expect: ValueError: empty separator
attempt(lambda: 'a'.startswith(1))  # expect: TypeError: startswith first arg must be str or a tuple of str, not int
attempt(lambda: 'a'.startswith(['a']))
# expect: TypeError: startswith first arg must be str or a tuple of str, not list
attempt(lambda: 'a'.startswith(('a', 1)) or 'a'.startswith((1,)))  # expect: True
attempt(lambda: ','.join(['a', 1]))  # expect: TypeError: sequence item 1: expected str instance, int found
attempt(lambda: 'a'.split(1))  # expect: TypeError: must be str or None, not int
attempt(lambda: 'a'.replace(1, 'b'))  # expect: TypeError: replace() argument 1 must be str, not int
attempt(lambda: 'a'.count())  # expect: TypeError: count expected at least 1 argument, got 0
attempt(lambda: 'a'.index('b'))  # expect: ValueError: substring not found
attempt(lambda: 'a'.rindex('b'))  # expect: ValueError: substring not found
attempt(lambda: 'a' + b'b')  # expect: TypeError: can only concatenate str (not "bytes") to str
attempt(lambda: 'abc'.removeprefix(5))  # expect: TypeError: removeprefix() argument must be str, not int
attempt(lambda: 'a'.split(sep=','))  # expect: ['a']
attempt(lambda: 'a b c'.split(maxsplit=1))  # expect: ['a', 'b c']

# Subclasses of str with __slots__: the slots lie behind the text, whatever its kind and length.
import copy
import gc
import pickle
import weakref


class Token(str):
    __slots__ = ('kind', 'line')

    def __new__(cls, kind, text, line=None):
        self = super().__new__(cls, text)
        self.kind = kind
        if line is not None:
            self.line = line
        return self

    def __reduce__(self):
        return type(self), (self.kind, str(self), self.line)


class Named(Token):
    __slots__ = ('name',)


class Open(Named):
    pass


class Weak(str):
    __slots__ = ('value', '__weakref__')


for text in ('', 'a', 'seven77', 'eight888', 'é' * 9, '中文', '😀x'):
    token = Token('WORD', text, 7)
    assert (token, token.kind, token.line, len(token)) == (text, 'WORD', 7, len(text)), text
    assert not hasattr(token, '__dict__')
    named = Named('N', text, [text])
    named.name = {text: 1}
    assert named == text and named.name == {text: 1} and named.line == [text]
    free = Open('O', text, 1)
    free.name, free.other, free.more = 'n', 'o', text * 2
    assert (free, free.kind, free.line, free.name, free.__dict__) == (text, 'O', 1, 'n', {'other': 'o', 'more': text * 2})
    again = pickle.loads(pickle.dumps(token))
    assert again == token and again.line == 7 and type(again) is Token
    assert copy.copy(token).kind == 'WORD'

token = Token('k', 'x')
try:
    token.line
except AttributeError as error:
    print(error)
# expect: 'Token' object has no attribute 'line'
try:
    token.missing = 1
except AttributeError as error:
    print(error)
# expect: 'Token' object has no attribute 'missing' and no __dict__ for setting new attributes
token.line = 3
del token.line
print(hasattr(token, 'line'), Token.kind, {token: 1}['x'])
# expect: False <member 'kind' of 'Token' objects> 1

weak = Weak('w')
weak.value = weak
reference = weakref.ref(weak)
del weak
gc.collect()
print(reference())
# expect: None


class Other(str):
    __slots__ = ('kind', 'line')


token = Token('k', 'text', 4)
token.__class__ = Other
print(type(token).__name__, token.kind, token.line, token)
# expect: Other k 4 text
try:
    token.__class__ = Weak
except TypeError as error:
    print(error)
# expect: __class__ assignment: 'Weak' object layout differs from 'Other'

for base in (int, bytes, tuple):
    try:
        type('T', (base,), {'__slots__': ('a',)})
    except TypeError as error:
        print(error)
# expect: nonempty __slots__ not supported for subtype of 'int'
# expect: nonempty __slots__ not supported for subtype of 'bytes'
# expect: nonempty __slots__ not supported for subtype of 'tuple'
try:
    type('T', (Token, Weak), {})
except TypeError as error:
    print(error)
# expect: multiple bases have instance lay-out conflict

# str.format and format_map: fields, attributes, items, nesting, automatic numbering.
class P:
    x, y = 3, [7, 8]
print('{} {}'.format(1, 'a'), '{1} {0}'.format(1, 2), '{a} {b}'.format(a=1, b=2), '{0}{0}'.format('x'), '{{}} {}'.format(5))
# expect: 1 a 2 1 1 2 xx {} 5
print('{0.x} {0.y[1]} {p.x}'.format(P, p=P), '{0[a]} {0[b c]}'.format({'a': 1, 'b c': 2}), '{[0]} {[1]}'.format('ab', 'cd'))
# expect: 3 8 3 1 2 a d
print('{!r} {!s} {!a}'.format('é', 'é', 'é'), '{:>5}|{:<5}|{:^5}|'.format(1, 2, 3), '{:{}}|{:{w}.{p}f}'.format('a', 4, 2.5, w=7, p=2))
# expect: 'é' é '\xe9'     1|2    |  3  | a   |   2.50
print('{0:{1}{2}}'.format(42, '>', 8), '{a[0][k]}'.format(a=[{'k': 'deep'}]), '{:%Y}'.format(type('D', (), {'__format__': lambda s, f: f})()))
# expect:       42 deep %Y
print('{x} {y}'.format_map({'x': 1, 'y': 2}), '{a}'.format_map(type('M', (dict,), {'__missing__': lambda s, k: k * 2})()))
# expect: 1 2 aa
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: '{} {0}'.format(1))
# expect: ValueError: cannot switch from automatic field numbering to manual field specification
attempt(lambda: '{0} {}'.format(1))
# expect: ValueError: cannot switch from manual field specification to automatic field numbering
attempt(lambda: '{2}'.format(1))  # expect: IndexError: Replacement index 2 out of range for positional args tuple
attempt(lambda: '{x}'.format(y=1))  # expect: KeyError: 'x'
attempt(lambda: '{'.format())  # expect: ValueError: Single '{' encountered in format string
attempt(lambda: '}'.format())  # expect: ValueError: Single '}' encountered in format string
attempt(lambda: '{0'.format(1))  # expect: ValueError: expected '}' before end of string
attempt(lambda: '{0!}'.format(1))  # expect: ValueError: unmatched '{' in format spec
attempt(lambda: '{0!x}'.format(1))  # expect: ValueError: Unknown conversion specifier x
attempt(lambda: '{0.}'.format(1))  # expect: ValueError: Empty attribute in format string
attempt(lambda: '{0[}'.format(1))  # expect: ValueError: expected '}' before end of string
attempt(lambda: '{0[a}'.format({'a': 1}))  # expect: ValueError: expected '}' before end of string
attempt(lambda: '{0.missing}'.format(1))  # expect: AttributeError: 'int' object has no attribute 'missing'
attempt(lambda: '{0[5]}'.format([1]))  # expect: IndexError: list index out of range
attempt(lambda: '{0[a]}'.format([1]))  # expect: TypeError: list indices must be integers or slices, not str
attempt(lambda: '{:{:{}}}'.format(1, 2, 3))  # expect: ValueError: Max string recursion exceeded
attempt(lambda: '{}'.format_map([]))  # expect: ValueError: Format string contains positional fields
attempt(lambda: '{a}'.format_map({}))  # expect: KeyError: 'a'
attempt(lambda: '{0!r:>6}|{1!s:.1}'.format('a', 'bc'))  # expect:    'a'|b
import string
print(list(string.Formatter().parse('a{b!r:c}{}d{{')), string.Template('$a ${b}c $$').substitute(a=1, b=2), string.Template('$x').safe_substitute())
# expect: [('a', 'b', 'c', 'r'), ('', '', '', None), ('d{', None, None, None)] 1 2c $ $x
print(string.ascii_lowercase, string.digits, string.capwords('hello  world'), string.Formatter().format('{0} {a}', 1, a=2))
# expect: abcdefghijklmnopqrstuvwxyz 0123456789 Hello World 1 2

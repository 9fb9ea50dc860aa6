# Tracebacks: lines, frames, carets, chains, notes, formatted by the traceback module.
import linecache
import sys
import traceback
def load(source):
    name = 'demo.py'
    linecache.cache[name] = (len(source), None, source.splitlines(True), name)
    space = {}
    exec(compile(source, name, 'exec'), space)
    return space
space = load('''def inner(x):
    return x / 0

def middle(a):
    value = a.get('k') + inner(a['n'])
    return value

def outer():
    middle({'k': 1, 'n': 2,
            'm': 3})

def chained():
    try:
        outer()
    except ZeroDivisionError as error:
        error.add_note('a note')
        raise ValueError('bad\\nvalue') from error

def index():
    table = [[1]]
    return table[0][5] + table[0][0]

def call():
    inner(
        1,
    )

def forever():
    forever()
''')
def show(f):
    try:
        f()
    except Exception as error:
        text = ''.join(traceback.format_exception(error))
        print(text[text.index('  File "demo'):] if not text.startswith('Traceback') else strip(text), end='')
def strip(text):
    """Without the frames of this file."""
    out, skip = [], False
    for line in text.splitlines(True):
        if line.startswith('  File '):
            skip = 'demo.py' not in line
        elif not line.startswith('    '):
            skip = False
        if not skip:
            out.append(line)
    return ''.join(out)
show(space['outer'])
# expect: Traceback (most recent call last):
# expect:   File "demo.py", line 9, in outer
# expect:     middle({'k': 1, 'n': 2,
# expect:     ~~~~~~^^^^^^^^^^^^^^^^^
# expect:             'm': 3})
# expect:             ^^^^^^^^
# expect:   File "demo.py", line 5, in middle
# expect:     value = a.get('k') + inner(a['n'])
# expect:                          ~~~~~^^^^^^^^
# expect:   File "demo.py", line 2, in inner
# expect:     return x / 0
# expect:            ~~^~~
# expect: ZeroDivisionError: division by zero
show(space['chained'])
# expect: Traceback (most recent call last):
# expect:   File "demo.py", line 14, in chained
# expect:     outer()
# expect:     ~~~~~^^
# expect:   File "demo.py", line 9, in outer
# expect:     middle({'k': 1, 'n': 2,
# expect:     ~~~~~~^^^^^^^^^^^^^^^^^
# expect:             'm': 3})
# expect:             ^^^^^^^^
# expect:   File "demo.py", line 5, in middle
# expect:     value = a.get('k') + inner(a['n'])
# expect:                          ~~~~~^^^^^^^^
# expect:   File "demo.py", line 2, in inner
# expect:     return x / 0
# expect:            ~~^~~
# expect: ZeroDivisionError: division by zero
# expect: a note
# expect:
# expect: The above exception was the direct cause of the following exception:
# expect:
# expect: Traceback (most recent call last):
# expect:   File "demo.py", line 17, in chained
# expect:     raise ValueError('bad\nvalue') from error
# expect: ValueError: bad
# expect: value
show(space['index'])
# expect: Traceback (most recent call last):
# expect:   File "demo.py", line 21, in index
# expect:     return table[0][5] + table[0][0]
# expect:            ~~~~~~~~^^^
# expect: IndexError: list index out of range
show(space['call'])
# expect: Traceback (most recent call last):
# expect:   File "demo.py", line 24, in call
# expect:     inner(
# expect:     ~~~~~^
# expect:         1,
# expect:         ^^
# expect:     )
# expect:     ^
# expect:   File "demo.py", line 2, in inner
# expect:     return x / 0
# expect:            ~~^~~
# expect: ZeroDivisionError: division by zero
try:
    space['outer']()
except ZeroDivisionError as error:
    tb = error.__traceback__
    names = []
    while tb is not None:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    print([name for name, _ in names], [line for name, line in names[1:]])
    print(traceback.extract_tb(error.__traceback__)[-1].line)
    kept = error.with_traceback(None)
# expect: ['<module>', 'outer', 'middle', 'inner'] [9, 5, 2]
# expect: return x / 0
print(kept.__traceback__, traceback.format_exception_only(kept), traceback.format_exception_only(ValueError('a\nb')))
# expect: None ['ZeroDivisionError: division by zero\n'] ['ValueError: a\nb\n']
try:
    load('x = (1 +\n')
except SyntaxError as error:
    print(''.join(traceback.format_exception_only(error)), end='')
# expect:   File "demo.py", line 1
# expect:     x = (1 +
# expect:         ^
# expect: SyntaxError: '(' was never closed

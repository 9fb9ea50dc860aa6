# SyntaxError: message, line and offset of usual mistakes.
def attempt(source):
    try:
        compile(source, 'f.py', 'exec')
        print('no error')
    except SyntaxError as error:
        print(type(error).__name__, '|', error.msg, '|', error.lineno, error.offset)
for source in (
    'x = ', 'x = (1', 'x = 1)', 'if x\n  1', 'if x:\n1', 'for x in y', 'def f(:\n 1', 'class A\n 1',
    'print 1', 'x = 1 2', "'abc", '"""abc', 'a = b = ', 'f(', '[1, 2', '{1: 2', 'x == 1 = 2', '1 = x',
    'f() = 1', 'x + 1 = 2', 'None = 1', 'def None(): 1', 'a, 1 = 2', '(a, b) += 1', '[a] += 1', 'del f()', 'del 1',
    'return 1', 'yield 1', 'break', 'continue', 'await x', 'async with x: 1', 'def f():\n await x',
    '  x = 1', 'if 1:\n  x\n y', 'if 1:\n\tx\n        y', 'x = 5 if 1', 'lambda x=1, y: 1', 'import a.b as', 'from a import',
    'from . import *', 'def f():\n from a import *', 'x: int: 5', 'a := 1', '(a.b := 1)', 'try: 1', 'try: 1\nfinally 2', 'else: 1',
    'elif x: 1', 'with open(x) as 1: 1', 'for 1 in x: 1', '@\ndef f(): 1', 'raise a from', 'assert', 'x = yield = 1',
    'f"{"', 'f"{a"', 'f"}"', 'f"{}"', 'f"{a b}"', 'f"{a!x}"', 'f"{a:{b:{c}}}"', 'f"{lambda x: 1}"', 'a ? b', '$', 'a!', 'x = 08', '1__2', '1.e', '0xg', '1_',
    'a\\ b', 'import a from b', 'x = {1, 2: 3}', 'f(x for x in y, 1)', 'class A(x for x in y): 1', 'not in x', 'a not b', 'a is not', 'x = *a', '*a', 'print(*)',
    'while True print(1)', 'if x = 1: 1', 'if (x = 1): 1', '{x = 1}', 'global x, 1', 'nonlocal x', 'from __future__ import nothing', 'x = 1\nfrom __future__ import annotations',
    'def f(x, x): 1', 'def f():\n x = 1\n global x', 'class A:\n return', 'match x:\n case 1', 'match x:\n  1', 'type X', 'a.1', 'True = 1', 'x.True', 'for x in y: 1\nelse', '"a" "b', 'with x as y z: 1', '\x00', 'é = 1; a°b',
):
    attempt(source)
# expect: SyntaxError | invalid syntax | 1 5
# expect: SyntaxError | '(' was never closed | 1 5
# expect: SyntaxError | unmatched ')' | 1 6
# expect: SyntaxError | expected ':' | 1 5
# expect: IndentationError | expected an indented block after 'if' statement on line 1 | 2 1
# expect: SyntaxError | expected ':' | 1 11
# expect: SyntaxError | invalid syntax | 1 7
# expect: SyntaxError | expected ':' | 1 8
# expect: SyntaxError | Missing parentheses in call to 'print'. Did you mean print(...)? | 1 1
# expect: SyntaxError | invalid syntax | 1 7
# expect: SyntaxError | unterminated string literal (detected at line 1) | 1 1
# expect: SyntaxError | unterminated triple-quoted string literal (detected at line 1) | 1 1
# expect: SyntaxError | invalid syntax | 1 9
# expect: SyntaxError | '(' was never closed | 1 2
# expect: SyntaxError | '[' was never closed | 1 1
# expect: SyntaxError | '{' was never closed | 1 1
# expect: SyntaxError | cannot assign to comparison | 1 1
# expect: SyntaxError | cannot assign to literal here. Maybe you meant '==' instead of '='? | 1 1
# expect: SyntaxError | cannot assign to function call here. Maybe you meant '==' instead of '='? | 1 1
# expect: SyntaxError | cannot assign to expression here. Maybe you meant '==' instead of '='? | 1 1
# expect: SyntaxError | cannot assign to None | 1 1
# expect: SyntaxError | invalid syntax | 1 5
# expect: SyntaxError | cannot assign to literal here. Maybe you meant '==' instead of '='? | 1 4
# expect: SyntaxError | 'tuple' is an illegal expression for augmented assignment | 1 1
# expect: SyntaxError | 'list' is an illegal expression for augmented assignment | 1 1
# expect: SyntaxError | cannot delete function call | 1 5
# expect: SyntaxError | cannot delete literal | 1 5
# expect: SyntaxError | 'return' outside function | 1 1
# expect: SyntaxError | 'yield' outside function | 1 1
# expect: SyntaxError | 'break' outside loop | 1 1
# expect: SyntaxError | 'continue' not properly in loop | 1 1
# expect: SyntaxError | 'await' outside function | 1 1
# expect: SyntaxError | 'async with' outside async function | 1 1
# expect: SyntaxError | 'await' outside async function | 2 2
# expect: IndentationError | unexpected indent | 1 2
# expect: IndentationError | unindent does not match any outer indentation level | 3 3
# expect: TabError | inconsistent use of tabs and spaces in indentation | 3 1
# expect: SyntaxError | expected 'else' after 'if' expression | 1 5
# expect: SyntaxError | parameter without a default follows parameter with a default | 1 13
# expect: SyntaxError | invalid syntax | 1 14
# expect: SyntaxError | Expected one or more names after 'import' | 1 14
# expect: no error
# expect: SyntaxError | import * only allowed at module level | 2 16
# expect: SyntaxError | invalid syntax | 1 7
# expect: SyntaxError | invalid syntax | 1 3
# expect: SyntaxError | cannot use assignment expressions with attribute | 1 2
# expect: SyntaxError | expected 'except' or 'finally' block | 1 7
# expect: SyntaxError | expected ':' | 2 9
# expect: SyntaxError | invalid syntax | 1 1
# expect: SyntaxError | invalid syntax | 1 1
# expect: SyntaxError | cannot assign to literal | 1 17
# expect: SyntaxError | cannot assign to literal | 1 5
# expect: SyntaxError | invalid syntax | 1 2
# expect: SyntaxError | invalid syntax | 1 13
# expect: SyntaxError | invalid syntax | 1 7
# expect: SyntaxError | assignment to yield expression not possible | 1 5
# expect: SyntaxError | f-string: expecting '}' | 1 4
# expect: SyntaxError | f-string: expecting '}' | 1 5
# expect: SyntaxError | f-string: single '}' is not allowed | 1 3
# expect: SyntaxError | f-string: valid expression required before '}' | 1 4
# expect: SyntaxError | invalid syntax. Perhaps you forgot a comma? | 1 4
# expect: SyntaxError | f-string: invalid conversion character 'x': expected 's', 'r', or 'a' | 1 6
# expect: no error
# expect: SyntaxError | f-string: lambda expressions are not allowed without parentheses | 1 4
# expect: SyntaxError | invalid syntax | 1 3
# expect: SyntaxError | invalid syntax | 1 1
# expect: SyntaxError | invalid syntax | 1 2
# expect: SyntaxError | leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers | 1 5
# expect: SyntaxError | invalid decimal literal | 1 2
# expect: SyntaxError | invalid decimal literal | 1 2
# expect: SyntaxError | invalid hexadecimal literal | 1 2
# expect: SyntaxError | invalid decimal literal | 1 2
# expect: SyntaxError | unexpected character after line continuation character | 1 3
# expect: SyntaxError | Did you mean to use 'from ... import ...' instead? | 1 1
# expect: SyntaxError | invalid syntax | 1 10
# expect: SyntaxError | Generator expression must be parenthesized | 1 3
# expect: SyntaxError | invalid syntax | 1 11
# expect: SyntaxError | invalid syntax | 1 5
# expect: SyntaxError | invalid syntax | 1 7
# expect: SyntaxError | invalid syntax | 1 9
# expect: SyntaxError | can't use starred expression here | 1 5
# expect: SyntaxError | can't use starred expression here | 1 1
# expect: SyntaxError | Invalid star expression | 1 8
# expect: SyntaxError | invalid syntax | 1 12
# expect: SyntaxError | invalid syntax. Maybe you meant '==' or ':=' instead of '='? | 1 4
# expect: SyntaxError | invalid syntax. Maybe you meant '==' or ':=' instead of '='? | 1 5
# expect: SyntaxError | invalid syntax. Maybe you meant '==' or ':=' instead of '='? | 1 2
# expect: SyntaxError | invalid syntax | 1 11
# expect: SyntaxError | nonlocal declaration not allowed at module level | 1 1
# expect: SyntaxError | future feature nothing is not defined | 1 1
# expect: SyntaxError | from __future__ imports must occur at the beginning of the file | 2 1
# expect: SyntaxError | duplicate argument 'x' in function definition | 1 10
# expect: SyntaxError | name 'x' is assigned to before global declaration | 3 2
# expect: SyntaxError | 'return' outside function | 2 2
# expect: SyntaxError | expected ':' | 2 8
# expect: SyntaxError | invalid syntax | 2 3
# expect: SyntaxError | invalid syntax | 1 7
# expect: SyntaxError | invalid syntax | 1 2
# expect: SyntaxError | cannot assign to True | 1 1
# expect: SyntaxError | invalid syntax | 1 3
# expect: SyntaxError | expected ':' | 2 5
# expect: SyntaxError | unterminated string literal (detected at line 1) | 1 5
# expect: SyntaxError | invalid syntax | 1 13
# expect: SyntaxError | source code string cannot contain null bytes | None None
# expect: SyntaxError | invalid character '°' (U+00B0) | 1 9

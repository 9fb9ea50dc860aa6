# exec, eval and compile with namespaces, flags and modes; code objects.
space = {'x': 5}
exec('y = x + 1\ndef f(): return x * y', space)
print(space['y'], space['f'](), '__builtins__' in space)  # expect: 6 30 True
local = {}
exec('a = 1\nb = [a for _ in range(2)]' if False else 'a = 1\nb = a + 1', {}, local)
print(local)  # expect: {'a': 1, 'b': 2}
class Mapping(dict):
    def __missing__(self, key): return f'<{key}>'
print(eval('q + r', {}, Mapping()), eval('__import__("math").floor(2.5)'))  # expect: <q><r> 2
try:
    exec('print(undefined)', {'__builtins__': {'print': print}})
except NameError as error:
    print(error)
# expect: name 'undefined' is not defined
try:
    eval('len([1])', {'__builtins__': {}})
except NameError as error:
    print(error)
# expect: name 'len' is not defined
code = compile('z = 3\nz', 'file.py', 'exec')
print(code.co_filename, code.co_name, code.co_names, type(code).__name__)  # expect: file.py <module> ('z',) code
single = compile('1 + 1\n', 's', 'single')
exec(single)  # expect: 2
exec(compile('None', 's', 'single'))
import ast
tree = ast.parse('a = 1 + 2')
print(ast.dump(tree))
# expect: Module(body=[Assign(targets=[Name(id='a', ctx=Store())], value=BinOp(left=Constant(value=1), op=Add(), right=Constant(value=2)))])
tree.body[0].value = ast.Constant(9)
ast.fix_missing_locations(tree)
exec(compile(tree, 'ast', 'exec'))
print(a, ast.unparse(tree), ast.literal_eval("{'k': [1, (2, 3), None, -5]}"))
# expect: 9 a = 9 {'k': [1, (2, 3), None, -5]}
def f(x, y=2, *a, k, **kw):
    z = x
    return lambda: z
c = f.__code__
print(c.co_argcount, c.co_kwonlyargcount, c.co_nlocals, c.co_varnames, c.co_cellvars, c.co_firstlineno > 0, [k.co_name for k in c.co_consts if hasattr(k, 'co_name')])
# expect: 2 1 5 ('x', 'y', 'k', 'a', 'kw') ('z',) True ['<lambda>']
print(eval('lambda: x', {'x': 1})(), eval('[i * n for i in range(3)]', {'n': 2}), eval('(y := 5) + y', {}))
# expect: 1 [0, 2, 4] 10
def scoped():
    v = 1
    exec('v = 2')
    return v, eval('v')
print(scoped())  # expect: (1, 1)
def with_locals():
    v = 1
    loc = locals()
    loc['v'] = 99
    loc['new'] = 5
    return v, sorted(loc), locals() is loc
print(with_locals())  # expect: (1, ['new', 'v'], False)
for args in (('x y', 'f', 'exec'), ('x = 1', 'f', 'eval'), ('a\nb', 'f', 'single'), ('', 'f', 'eval')):
    try:
        compile(*args)
    except SyntaxError as error:
        print(error.msg)
# expect: invalid syntax
# expect: invalid syntax
# expect: multiple statements found while compiling a single statement
# expect: invalid syntax
print(eval(b'1 + 1'), eval('\t 7'), compile('', 'f', 'exec').co_consts)  # expect: 2 7 (None,)
print(repr(f.__code__.replace(co_name='renamed').co_name), hash(c) == hash(f.__code__), c == f.__code__)
# expect: 'renamed' True True

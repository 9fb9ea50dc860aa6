# global declarations, module scope, globals() and locals(), builtins shadowed and restored.
x = 'module'
def read():
    return x
def write():
    global x, y
    x = 'changed'
    y = 'new'
print(read())  # expect: module
write()
print(x, y, read())  # expect: changed new changed
def local_before():
    try:
        print(x)
    except UnboundLocalError as error:
        print(error)
    x = 1
local_before()  # expect: cannot access local variable 'x' where it is not associated with a value
def nested():
    x = 'enclosing'
    def inner():
        global x
        x = 'from inner'
        return x
    return inner(), x
print(nested(), x)  # expect: ('from inner', 'enclosing') from inner
print('x' in globals(), globals()['x'], 'read' in globals())  # expect: True from inner True
globals()['z'] = 26
print(z)  # expect: 26
def f(a, b=2):
    c = 3
    return sorted(locals().items())
print(f(1))  # expect: [('a', 1), ('b', 2), ('c', 3)]
len = lambda v: 'shadowed'
print(len([]))  # expect: shadowed
del len
print(len([]))  # expect: 0
class C:
    a = 1
    print(sorted(k for k in locals() if not k.startswith('__')))
    global w
    w = 'global from class'
# expect: ['a']
print(w, hasattr(C, 'w'))  # expect: global from class False
exec('q = x + "!"')
print(q)  # expect: from inner!
space = {}
exec('def g():\n    return v\nv = 5', space)
print(space['g'](), sorted(k for k in space if k != '__builtins__'))  # expect: 5 ['g', 'v']
print(eval('a + b', {'a': 1}, {'b': 2}), eval('x'))  # expect: 3 from inner
for source in ('def f():\n x = 1\n global x', 'def f():\n nonlocal x', 'nonlocal x', 'def f(x):\n global x',
               'def f():\n print(x)\n global x'):
    try:
        compile(source, 's', 'exec')
    except SyntaxError as error:
        print(error.msg)
# expect: name 'x' is assigned to before global declaration
# expect: no binding for nonlocal 'x' found
# expect: nonlocal declaration not allowed at module level
# expect: name 'x' is parameter and global
# expect: name 'x' is used prior to global declaration

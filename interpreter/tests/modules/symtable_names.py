# symtable: the blocks of a source, what their names are and where they live.
import symtable
source = '''
import os as system
def outer(a, *rest, key=1, **more):
    global shared
    shared = [item for item in rest]
    def inner():
        nonlocal a
        return a, key
    return inner, (lambda: system)
class C:
    __private = 1
    def method(self): return __class__, self.__private
'''
def show(table, depth=0):
    for symbol in sorted(table.get_symbols(), key=lambda symbol: symbol.get_name()):
        facts = [fact for fact in ('parameter', 'global', 'nonlocal', 'local', 'free', 'imported', 'namespace', 'referenced') if getattr(symbol, 'is_' + fact)()]
        print(table.get_type(), table.get_name(), table.get_lineno(), symbol.get_name(), *facts)
    for child in table.get_children():
        show(child, depth + 1)
top = symtable.symtable(source, 'demo.py', 'exec')
show(top)
# expect: module top 0 C global local namespace
# expect: module top 0 outer global local namespace
# expect: module top 0 shared global
# expect: module top 0 system global local imported
# expect: function outer 3 a parameter local
# expect: function outer 3 inner local namespace referenced
# expect: function outer 3 item local referenced
# expect: function outer 3 key parameter local
# expect: function outer 3 more parameter local
# expect: function outer 3 rest parameter local referenced
# expect: function outer 3 shared global
# expect: function inner 6 a nonlocal free referenced
# expect: function inner 6 key free referenced
# expect: function lambda 9 system global referenced
# expect: class C 10 _C__private local
# expect: class C 10 method local namespace
# expect: function method 12 __class__ free referenced
# expect: function method 12 self parameter local referenced

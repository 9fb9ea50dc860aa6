# import in all forms: modules, names, stars, packages, relative imports, caching, circular imports, errors.
import os
import sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'fixtures'))
import helper  # expect: helper runs
import helper as again
print(helper is again, helper.value, helper.__name__, helper.__doc__, helper.late, 'helper' in sys.modules)
# expect: True 5 helper Imported by the import tests. made late True
from helper import function, value as renamed_value
print(function(), renamed_value)  # expect: ('helper function', 5) 5
space = {}
exec('from helper import *', space)
print(sorted(k for k in space if k != '__builtins__'))  # expect: ['function', 'late', 'value']
helper.value = 99
print(function())  # expect: ('helper function', 99)
import package.sub
# expect: package init package package
# expect: child package.child package
print(package.renamed, package.child.leaf, package.sub.leaf, package.sub.sibling is package.child, package.__path__ is not None)
# expect: leaf leaf leaf True True
from package import child as c
print(c.__name__, c is sys.modules['package.child'])  # expect: package.child True
import circular_a
print(circular_a.other(), circular_a.circular_b.seen)  # expect: b False
def attempt(source):
    try:
        exec(source, {'__name__': '__main__'})
    except Exception as error:
        print(type(error).__name__ + ':', str(error).split(' (/')[0])
attempt('import missing_module')  # expect: ModuleNotFoundError: No module named 'missing_module'
attempt('import helper.sub')  # expect: ModuleNotFoundError: No module named 'helper.sub'; 'helper' is not a package
attempt('from helper import missing')  # expect: ImportError: cannot import name 'missing' from 'helper'
attempt('from package import missing')  # expect: ImportError: cannot import name 'missing' from 'package'
attempt('import package.missing')  # expect: ModuleNotFoundError: No module named 'package.missing'
attempt('import broken')  # expect: ValueError: broken on import
print('broken' in sys.modules)  # expect: False
attempt('import broken')  # expect: ValueError: broken on import
attempt('from . import x')  # expect: ImportError: attempted relative import with no known parent package
attempt('from .. import x')  # expect: ImportError: attempted relative import with no known parent package
attempt('helper = __import__("helper"); helper.gone')  # expect: AttributeError: no gone here
import importlib
print(importlib.import_module('helper') is helper, importlib.import_module('.child', 'package') is c)
# expect: True True
print(importlib.reload(helper).value)
# expect: helper runs
# expect: 5
def inside():
    import math, os.path as p
    from math import sqrt as root
    return math.floor(2.5), root(9), p.basename('a/b')
print(inside())  # expect: (2, 3.0, 'b')
del sys.modules['helper']
import helper as fresh  # expect: helper runs
print(fresh is helper, __import__('package.sub').__name__, __import__('package.sub', fromlist=['leaf']).__name__)
# expect: False package package.sub
sys.modules['blocked'] = None
attempt('import blocked')  # expect: ModuleNotFoundError: import of blocked halted; None in sys.modules
print(__name__, __spec__, type(helper).__name__, helper.__spec__.name, os.path.basename(helper.__file__))
# expect: __main__ None module helper helper.py
import types
module = types.ModuleType('made', 'doc')
sys.modules['made'] = module
module.x = 1
from made import x
print(x, module.__doc__, repr(module))  # expect: 1 doc <module 'made'>

"""Compiles and runs mutants one after the other in this process, and tells where it is on standard output.

    gilpy driver.py FOLDER     one job a line on standard input: JSON [index, mode, as_text, run]

The source of mutant n is FOLDER/n. Answers are lines: "begin N PHASE", "end N OUTCOME" where the outcome is `ok` or the
name of the exception's class. Whoever reads them knows by the last line which mutant it was that ended the process.
"""

import builtins
import gc
import io
import json
import os
import sys

write = os.write
report = os.dup(1)
BaseException_ = BaseException
namespace_of_builtins = vars(builtins)
saved_builtins = dict(namespace_of_builtins)
namespace_of_sys = vars(sys)
saved_sys = dict(namespace_of_sys)
saved_modules = dict(sys.modules)
saved_limit = sys.getrecursionlimit()
saved_path = list(sys.path)
names = type.__dict__['__name__'].__get__


def tell(*words):
    write(report, (' '.join(map(str, words)) + '\n').encode())


def restore():
    """Takes back what a mutant may have done to the process."""
    namespace_of_builtins.clear()
    namespace_of_builtins.update(saved_builtins)
    namespace_of_sys.clear()
    namespace_of_sys.update(saved_sys)
    sys.modules.update(saved_modules)
    sys.setrecursionlimit(saved_limit)
    sys.path[:] = saved_path
    gc.enable()


def attempt(number, phase, work):
    tell('begin', number, phase)
    try:
        result = work()
        outcome = 'ok'
    except BaseException_ as error:
        result = None
        outcome = names(type(error))
    restore()
    tell('end', number, outcome)
    return result


def one(number, mode, as_text, run):
    with open(os.path.join(folder, str(number)), 'rb') as file:
        source = file.read()
    if as_text:
        source = source.decode('utf-8', 'surrogateescape')
    code = attempt(number, 'compile', lambda: compile(source, '<mutant %d>' % number, mode))
    if code is None or not run:
        return
    namespace = {'__name__': 'mutant', '__builtins__': builtins}

    def execute():
        sys.stdout = sys.stderr = io.StringIO()
        try:
            exec(code, namespace)
        except BaseException_ as error:
            # Its text is made as a user would see it, which runs the classes' own code.
            import traceback

            traceback.print_exception(error)
            raise
        finally:
            namespace.clear()

    attempt(number, 'run', execute)


folder = sys.argv[1]
for line in sys.stdin:
    one(*json.loads(line))
gc.collect()
tell('done')
os._exit(0)

"""Runs one of CPython's test files and reports every method as a JSON line.

    run_file.py TEST_FOLDER MODULE [--skip FILE] [--pretend NAME]

TEST_FOLDER is the folder that holds CPython's package `test`; only that package is taken from it. `--skip` names a file
of ids, one a line, that are not run again (they were reported before a crash). `--pretend` sets sys.implementation.name
and hides what the interpreter under test cannot have (`_test*`, ctypes, subinterpreters, fork): for the baseline.

Lines on standard output begin with a mark and hold {"id", "status"[, "reason"]}: status is pass, fail, error, skip or
start (before the method runs, so that the reader knows what a crash hit).
"""

import json
import os
import sys

MARK = '\x01conformance '


class Hidden:
    """A finder that hides modules."""

    def find_spec(self, name, path=None, target=None):
        first = name.split('.')[0]
        if first in ('_testcapi', '_testbuffer', '_testmultiphase', '_testimportmultiple', '_testclinic', '_testexternalinspection',
                     '_testsinglephase', 'ctypes', '_ctypes', '_interpreters', '_interpchannels',
                     '_interpqueues', '_xxtestfuzz', '_ctypes_test'):
            raise ModuleNotFoundError(f'No module named {name!r}', name=name)
        return None


def stand_ins(folder):
    """Modules of ours that answer truthfully for `_testlimitedcapi` and `_testinternalcapi`."""
    sys.path.insert(1, os.path.join(folder, 'standins'))


def main():
    arguments = sys.argv[1:]
    tests, module = arguments[:2]
    skip = set()
    if '--skip' in arguments:
        with open(arguments[arguments.index('--skip') + 1], encoding='utf-8') as file:
            skip = set(file.read().splitlines())
    here = os.path.dirname(os.path.abspath(__file__))
    if '--pretend' in arguments:
        sys.implementation.name = arguments[arguments.index('--pretend') + 1]
        sys.meta_path.insert(0, Hidden())
        for name in ('fork', 'forkpty'):
            if hasattr(os, name):
                delattr(os, name)
    # the runner's own folder is no place to import from
    sys.path[:] = [entry for entry in sys.path if entry != here]
    sys.path.append(tests)
    stand_ins(here)
    if '--pretend' not in arguments:
        # the children that tests start have to find the package `test`, too
        os.environ['PYTHONPATH'] = tests
        from test.support import script_helper
        setattr(script_helper, '__cached_interp_requires_environment', True)
    out = os.fdopen(os.dup(1), 'w', encoding='utf-8', errors='backslashreplace') if hasattr(os, 'dup') else sys.stdout

    def say(**event):
        out.write(MARK + json.dumps(event) + '\n')
        out.flush()

    sys.argv = [module]
    try:
        import unittest
        import importlib
        loaded = importlib.import_module('test.' + module)
        suite = unittest.defaultTestLoader.loadTestsFromModule(loaded)
    except BaseException as error:
        say(id='import', status='error', reason=f'{type(error).__name__}: {error}'[:400])
        out.flush()
        os._exit(3)

    class Result(unittest.TestResult):
        def startTest(self, test):
            super().startTest(test)
            self.bad = None
            say(id=test.id(), status='start')

        def note(self, status, reason):
            if self.bad is None or self.bad[0] == 'skip':
                self.bad = (status, reason)

        def addError(self, test, err):
            self.note('error', describe(err))
            if not hasattr(test, '_testMethodName'):
                say(id=test.id(), status='error', reason=describe(err))

        def addFailure(self, test, err):
            self.note('fail', describe(err))

        def addSkip(self, test, reason):
            self.note('skip', str(reason)[:200])
            if not hasattr(test, '_testMethodName'):
                say(id=test.id(), status='skip', reason=str(reason)[:200])

        def addExpectedFailure(self, test, err):
            pass

        def addUnexpectedSuccess(self, test):
            self.note('fail', 'unexpected success')

        def addSubTest(self, test, subtest, err):
            if err is not None:
                self.note('fail', describe(err))

        def stopTest(self, test):
            super().stopTest(test)
            if self.bad is None:
                say(id=test.id(), status='pass')
            else:
                say(id=test.id(), status=self.bad[0], reason=self.bad[1])

    def describe(err):
        try:
            return f'{err[0].__name__}: {err[1]}'[:400]
        except BaseException:
            return getattr(err[0], '__name__', 'error')

    def leave_out(suite):
        kept = unittest.TestSuite() if type(suite) is unittest.TestSuite else type(suite)()
        for test in suite:
            if isinstance(test, unittest.TestSuite):
                kept.addTest(leave_out(test))
            elif test.id() not in skip:
                kept.addTest(test)
        return kept

    result = Result()
    try:
        leave_out(suite).run(result)
    except BaseException as error:
        say(id='run', status='error', reason=f'{type(error).__name__}: {error}'[:400])
    say(id='end', status='end')
    out.flush()
    # threads that a test left behind must not hold the process
    os._exit(0)


main()

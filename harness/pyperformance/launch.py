"""Runs one of pyperformance's scripts, as it stands, for the lab: the place of runner.py, with its messages.

    python launch.py --list --bench bm_nbody/run_benchmark.py --arguments '[]'
    python launch.py --task nbody --arguments '["--iterations", "9"]' --bench bm_nbody/run_benchmark.py --loops auto ...

The script gets the words of --arguments as its command line and the `pyperf` beside this file as its pyperf. With --list
it is run up to its end and every benchmark that it registers is told; otherwise the one called --task is driven as
runner.py says, with runner.py's options. What runner.py tells is told here too, and one message more:

    registered  name, inner_loops, description (or null)
"""

import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def load_runner():
    """runner.py as a module; under a name that no script asks for."""
    path = os.path.join(os.path.dirname(HERE), 'runner.py')
    module = type(sys)('gil_lab_runner')
    module.__file__ = path
    sys.modules[module.__name__] = module
    with open(path, 'rb') as file:
        exec(compile(file.read(), path, 'exec'), module.__dict__)
    return module


def take(arguments):
    """The options of this file, taken out of the command line: (task or None, whether to list, script's arguments)."""
    task, listing, words = None, False, []
    while arguments and arguments[0] in ('--list', '--task', '--arguments'):
        option = arguments.pop(0)
        if option == '--list':
            listing = True
        elif not arguments:
            raise ValueError('launch: no value after ' + option)
        elif option == '--task':
            task = arguments.pop(0)
        else:
            words = json.loads(arguments.pop(0))
    if listing == (task is not None):
        raise ValueError('launch: either --list or --task')
    return task, listing, words


def run_script(path, words):
    """Runs the script as `python PATH WORDS` would, though with this folder importable too."""
    sys.argv = [path] + words
    sys.path[0] = os.path.dirname(path)
    # Processes that the script starts through multiprocessing import pyperf again.
    sys.path.append(HERE)
    main = type(sys)('__main__')
    main.__file__ = path
    sys.modules['__main__'] = main
    with open(path, 'rb') as file:
        source = file.read()
    exec(compile(source, path, 'exec'), main.__dict__)


def main(runner, arguments):
    import pyperf

    task, listing, words = take(arguments)
    options = runner.parse(arguments)
    if options['--workers'] != 1:
        raise ValueError('launch: a script of pyperformance has one worker')
    # A script that installs what it lacks must not change the machine's Python.
    os.environ.setdefault('PIP_REQUIRE_VIRTUALENV', '1')
    session = pyperf.Session(runner, options, task, words)
    pyperf.begin(session)
    try:
        run_script(os.path.abspath(options['--bench']), words)
    except pyperf.Measured:
        pass
    session.end()


def cause(error):
    """The module that was not there, where a script could not make up for it; else the error itself."""
    link = error
    while link is not None:
        if isinstance(link, ModuleNotFoundError):
            return link
        link = link.__cause__ or link.__context__
    return error


if __name__ == '__main__':
    # The script becomes __main__; this module's names live on with it.
    itself = sys.modules['__main__']
    lab_runner = load_runner()
    try:
        main(lab_runner, sys.argv[1:])
    except BaseException as error:
        lab_runner.report(cause(error))
        sys.exit(1)

"""Check every benchmark of the suites on the Python that runs this file.

Each benchmark is imported, its manifest is checked, and it runs with one and two loops (on one and two workers, if it
is a threaded one); each result is verified. With --times the time of one loop is printed too.

    python3 suites/check.py [--times] [NAME ...]

Exit status 1 if any benchmark fails; the failures are printed, one line each.
"""

import importlib.util
import json
import os
import sys
import threading
import time
import traceback

sys.dont_write_bytecode = True

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = ('single', 'threads')
SCALINGS = ('independent', 'shared-read', 'shared-write', 'contended', 'pipeline')
FIELDS = {'name': str, 'title': str, 'description': str, 'kind': str, 'tags': list, 'quick': bool}


def folders(names):
    for kind in KINDS:
        for name in sorted(os.listdir(os.path.join(HERE, kind))):
            path = os.path.join(HERE, kind, name)
            if os.path.isdir(path) and (not names or name in names):
                yield kind, name, path


def check_manifest(kind, name, path):
    with open(os.path.join(path, 'manifest.json'), encoding='utf-8') as file:
        manifest = json.load(file)
    for field, expected in FIELDS.items():
        assert type(manifest.get(field)) is expected, '%s is not of type %s' % (field, expected.__name__)
    known = set(FIELDS)
    if kind == 'threads':
        known.add('scaling')
        assert manifest.get('scaling') in SCALINGS, 'scaling is %r' % manifest.get('scaling')
    assert set(manifest) == known, 'fields are %s' % sorted(manifest)
    assert manifest['name'] == name and manifest['kind'] == kind
    return manifest


def load(name, path):
    spec = importlib.util.spec_from_file_location('bench_' + name, os.path.join(path, 'bench.py'))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def run_workers(module, state, workers, loops):
    """The results of worker() on that many threads, started together; the first error is raised here."""
    results = [None] * workers
    errors = []
    gate = threading.Barrier(workers)

    def body(index):
        try:
            gate.wait()
            results[index] = module.worker(state, index, workers, loops)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=body, args=(index,)) for index in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results


def check(kind, name, path, scale):
    """Run and verify one benchmark; returns the seconds of its last single loop."""
    module = load(name, path)
    state = module.prepare(scale)
    elapsed = 0.0
    for workers in (1, 2) if kind == 'threads' else (1,):
        for loops in (2, 1):
            start = time.perf_counter()
            if kind == 'threads':
                result = run_workers(module, state, workers, loops)
            else:
                result = module.run(state, loops)
            if workers == 1:
                elapsed = time.perf_counter() - start
            module.verify(state, loops, result)
    return elapsed


def main(arguments):
    times = '--times' in arguments
    names = [argument for argument in arguments if not argument.startswith('--')]
    failed = checked = 0
    for kind, name, path in folders(names):
        checked += 1
        try:
            check_manifest(kind, name, path)
            elapsed = check(kind, name, path, 1.0)
            check(kind, name, path, 0.25)
        except Exception:
            failed += 1
            print('FAILED %s/%s' % (kind, name))
            traceback.print_exc(file=sys.stdout)
        else:
            if times:
                print('%8.2f ms  %s/%s' % (elapsed * 1000, kind, name))
    print('%d benchmarks checked, %d failed' % (checked, failed))
    return 1 if failed or not checked else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

"""Start of the interpreter: a new process of the Python that runs this, which prints one line and ends.

Exercises everything that happens before the first line of a program: the memory, the built-in modules, site, imports.
A loop starts one process with the site module, and in every second loop one without.
"""

import subprocess
import sys

PROGRAM = 'import sys; print("started", sys.version_info[0])'


def prepare(scale):
    # A process cannot be made smaller, so the scale changes nothing.
    return sys.executable


def start(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return done.returncode, done.stdout, done.stderr


def run(executable, loops):
    results = []
    for turn in range(loops):
        results.append(start([executable, '-c', PROGRAM]))
        if turn % 2:
            results.append(start([executable, '-S', '-c', PROGRAM]))
    return results


def verify(executable, loops, results):
    assert len(results) == loops + loops // 2
    for status, output, errors in results:
        assert (status, output.split(), errors) == (0, [b'started', b'3'], b''), (status, output, errors)

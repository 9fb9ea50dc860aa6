"""The kinds of benchmarks: how one sample of each is taken.

Each has what runner.py's Bench has: sample(loops), calibrate(min_time_ms) and peak_rss_kb().
"""

import functools
import os
import sys
import time

from .session import session

clock = time.perf_counter_ns
MOST_LOOPS = 1 << 30


class Bench:
    """A benchmark that a script has registered."""

    inner_loops = 1
    fixed_loops = 0
    description = None

    def __init__(self, name, func):
        if not callable(func):
            raise TypeError('pyperf: what %s is to call cannot be called: %r' % (name, func))
        self.name = name

    def time(self, loops):
        """Does the loops; (start_ns, elapsed_ns)."""
        raise NotImplementedError

    def cpu_ns(self):
        """CPU time used so far by what is measured, or None where that cannot be told."""
        return time.process_time_ns()

    def peak_rss_kb(self):
        return session().runner.peak_rss_kb()

    def sample(self, loops):
        """Runs once; the fields of a `sample` message."""
        before = self.cpu_ns()
        start, elapsed = self.time(loops)
        after = self.cpu_ns()
        cpu = None if before is None or after is None else after - before
        return {'loops': loops, 'start_ns': start, 'elapsed_ns': elapsed, 'worker_ns': None, 'cpu_ns': cpu}

    def calibrate(self, min_time_ms):
        """(loops, elapsed_ns): the first power of two that takes so long, or what the script fixed."""
        loops = self.fixed_loops or 1
        while True:
            elapsed = self.sample(loops)['elapsed_ns']
            if self.fixed_loops or elapsed >= min_time_ms * 1e6 or loops >= MOST_LOOPS:
                return loops, elapsed
            loops *= 2


class Function(Bench):
    def __init__(self, name, func, args):
        super().__init__(name, func)
        self.call = functools.partial(func, *args) if args else func

    def time(self, loops):
        call = self.call
        turns = range(loops)
        start = clock()
        for _ in turns:
            call()
        return start, clock() - start


class TimeFunction(Bench):
    def __init__(self, name, func, args):
        super().__init__(name, func)
        self.func = func
        self.args = args

    def time(self, loops):
        start = clock()
        seconds = self.func(loops, *self.args)
        if not isinstance(seconds, (int, float)) or not seconds > 0:
            raise ValueError('pyperf: %s must return the seconds that it took, above 0; got %r' % (self.name, seconds))
        return start, round(seconds * 1e9)

    def cpu_ns(self):
        # What the function times is only a part of its call, and only that part is the sample.
        return None


class AsyncFunction(Bench):
    def __init__(self, name, func, args, loop_factory):
        super().__init__(name, func)
        self.call = functools.partial(func, *args) if args else func
        self.loop_factory = loop_factory

    def time(self, loops):
        import asyncio

        call = self.call
        turns = range(loops)

        async def body():
            start = clock()
            for _ in turns:
                await call()
            return start, clock() - start

        if self.loop_factory is None:
            return asyncio.run(body())
        loop = self.loop_factory()
        asyncio.set_event_loop(loop)
        try:
            return loop.run_until_complete(body())
        finally:
            asyncio.set_event_loop(None)
            loop.close()


class Command(Bench):
    def __init__(self, name, command):
        if isinstance(command, str) or not all(isinstance(word, str) for word in command):
            raise TypeError('pyperf: the command of %s must be a list of texts; got %r' % (name, command))
        self.name = name
        self.command = list(command)
        self.environment = environment()

    def time(self, loops):
        import subprocess
        import tempfile

        # A file takes what the command complains of without the cost of a pipe that somebody reads.
        with tempfile.TemporaryFile() as complaints:
            popen = functools.partial(
                subprocess.Popen,
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                env=self.environment,
            )
            elapsed = 0
            first = None
            for _ in range(loops):
                start = clock()
                status = popen().wait()
                elapsed += clock() - start
                if first is None:
                    first = start
                if status:
                    complaints.seek(0)
                    text = complaints.read().decode('utf-8', 'replace').strip()[-2000:]
                    raise RuntimeError(
                        'pyperf: %s: the command %r ended with status %d: %s' % (self.name, self.command, status, text)
                    )
        return first, elapsed

    def cpu_ns(self):
        usage = children_usage()
        return None if usage is None else round((usage.ru_utime + usage.ru_stime) * 1e9)

    def peak_rss_kb(self):
        """The largest of the commands' processes."""
        usage = children_usage()
        if usage is None:
            return None
        return usage.ru_maxrss // 1024 if sys.platform == 'darwin' else usage.ru_maxrss


def children_usage():
    """Resources that ended children have used; None where the system or the interpreter does not tell."""
    try:
        import resource
    except ImportError:
        return None
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    # An interpreter without a way to ask fills in zeros.
    return usage if usage.ru_maxrss else None


def environment():
    """Variables for a command: those of this process, and the GIL as it is here where the interpreter can choose."""
    import sysconfig

    variables = dict(os.environ)
    enabled = session().runner.gil_enabled()
    if enabled is not None and (not enabled or sysconfig.get_config_var('Py_GIL_DISABLED')):
        variables['PYTHON_GIL'] = '1' if enabled else '0'
    return variables

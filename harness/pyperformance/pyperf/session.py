"""What this process is to do with the benchmarks that a script registers: tell them, or measure one."""

current = None


class Measured(BaseException):
    """Ends a script once its benchmark is measured; no error, so that `except Exception` lets it through."""


class Session:
    """Holds what the lab asked for.

    runner: runner.py as a module. options: its options. task: name of the benchmark to measure, None to tell them all.
    words: the script's command line.
    """

    def __init__(self, runner, options, task, words):
        self.runner = runner
        self.options = options
        self.task = task
        self.words = words
        self.names = []
        self.measured = False

    def offer(self, bench):
        """Takes a benchmark that the script registers. Raises ValueError for a second one of the same name."""
        if bench.name in self.names:
            raise ValueError('pyperf: the script registers two benchmarks called %r' % bench.name)
        self.names.append(bench.name)
        if self.task is None:
            self.runner.emit(
                'registered', name=bench.name, inner_loops=bench.inner_loops, description=bench.description
            )
        elif bench.name == self.task:
            self.runner.emit('start', inner_loops=bench.inner_loops, **self.runner.describe())
            self.runner.drive(bench, self.options)
            self.measured = True
            raise Measured()

    def end(self):
        """The script has ended. Raises LookupError when it never registered what was to be measured."""
        if self.task is None:
            self.runner.emit('done')
        elif not self.measured:
            names = ', '.join(self.names) or 'none'
            raise LookupError('pyperf: the script registers no benchmark called %r; it has: %s' % (self.task, names))


def begin(session):
    global current
    current = session


def session():
    """The session of this process; RuntimeError where the lab has begun none."""
    if current is None:
        raise RuntimeError(
            "this pyperf is gil-lab's and measures only what the lab starts: run the script with "
            '`gil-lab run --pyperformance`, or take this folder out of PYTHONPATH'
        )
    return current

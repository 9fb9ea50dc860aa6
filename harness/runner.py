"""The Python side of the lab: runs one benchmark in this process and reports on standard output.

    python runner.py --describe
    python runner.py --bench suites/single/nbody/bench.py --loops auto --values 0
    python runner.py --bench suites/threads/primes/bench.py --workers 4 --loops 64 --warmups 2 --values 5

It runs on any Python 3.9 or newer and uses little of the standard library, so that a young interpreter runs it too.
Each message is one line: the prefix below, then JSON. Whatever else a benchmark prints is ignored by the reader.

    start       what this interpreter is
    calibrated  loops: the power of two that first took --min-time milliseconds
    ready       with --turns only: the benchmark is prepared
    sample      index, warmup, loops, start_ns, elapsed_ns, worker_ns (threads only), cpu_ns
    done        peak_rss_kb
    error       type, message, traceback; the exit status is 1

A benchmark defines prepare(scale), verify(state, loops, results) and either run(state, loops), timed as a whole, or
worker(state, index, workers, loops), run on that many threads that start together: the time is that from the first
start to the last end. INNER_LOOPS tells how many units of work a loop holds, if not one.

start_ns is when the sample began, by perf_counter_ns, which has one origin for all processes of a system; so whoever
lets several of these processes sample at once can tell how long it took from the first start to the last end.

With --turns 1, several of these processes run side by side and sample when they are told to: after `ready`, each
iteration, warm-ups too, waits for a line on standard input. When that ends, whoever gave the turns has gone, and this ends too.
"""

import json
import sys
import time

PREFIX = '@gil-lab '

OPTIONS = {
    '--bench': str,
    '--workers': int,
    '--loops': str,
    '--values': int,
    '--warmups': int,
    '--scale': float,
    '--min-time': float,
    '--turns': int,
}
DEFAULTS = {
    '--bench': None,
    '--workers': 1,
    '--loops': 'auto',
    '--values': 3,
    '--warmups': 1,
    '--scale': 1.0,
    '--min-time': 100.0,
    '--turns': 0,
}
MOST_LOOPS = 1 << 30

output = sys.stdout


def emit(event, **fields):
    fields['event'] = event
    # The line break in front ends whatever the benchmark left unfinished on the line.
    output.write('\n' + PREFIX + json.dumps(fields) + '\n')
    output.flush()


def parse(arguments):
    options = dict(DEFAULTS)
    i = 0
    while i < len(arguments):
        name = arguments[i]
        if name not in OPTIONS or i + 1 == len(arguments):
            raise ValueError('runner: unknown option or missing value: ' + name)
        options[name] = OPTIONS[name](arguments[i + 1])
        i += 2
    return options


def gil_enabled():
    """True, False, or None where the interpreter has no way to tell."""
    if hasattr(sys, '_is_gil_enabled'):
        return bool(sys._is_gil_enabled())
    if hasattr(sys.flags, 'nogil'):
        return not sys.flags.nogil
    # Before 3.13 CPython had no other mode; other implementations cannot be asked.
    return True if sys.implementation.name in ('cpython', 'pypy') else None


def describe():
    return {
        'implementation': sys.implementation.name,
        'version': '%d.%d.%d' % sys.version_info[:3],
        'build': ' '.join(sys.version.split()),
        'implementation_version': '.'.join(str(part) for part in sys.implementation.version[:3]),
        'gil': gil_enabled(),
        'platform': sys.platform,
        'executable': sys.executable or '',
        'byteorder': sys.byteorder,
    }


def describe_making():
    """How this interpreter was made, as far as it tells; only for --describe, since it imports much."""
    facts = {'compiler': None, 'revision': None, 'flags': {}}
    try:
        import platform

        facts['compiler'] = ' '.join(platform.python_compiler().split()) or None
        facts['revision'] = platform.python_revision() or None
    except Exception:
        pass
    try:
        import sysconfig

        for name in ('CONFIG_ARGS', 'OPT', 'Py_GIL_DISABLED', 'Py_DEBUG', 'Py_TRACE_REFS'):
            value = sysconfig.get_config_var(name)
            if value is not None:
                facts['flags'][name] = value
    except Exception:
        pass
    return facts


def peak_rss_kb():
    """Peak resident memory of this process in KiB, or None where the system does not tell."""
    try:
        with open('/proc/self/status') as status:
            for line in status:
                if line.startswith('VmHWM:'):
                    return int(line.split()[1])
    except Exception:
        pass
    try:
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak // 1024 if sys.platform == 'darwin' else peak
    except Exception:
        return None


def load(path):
    """The benchmark as a module, with its folder importable."""
    module = type(sys)('bench')
    module.__file__ = path
    sys.path.insert(0, path.replace('\\', '/').rpartition('/')[0] or '.')
    sys.modules['bench'] = module
    with open(path, 'rb') as file:
        source = file.read()
    exec(compile(source, path, 'exec'), module.__dict__)
    return module


def time_single(module, state, loops):
    """One sample: (result, start_ns, elapsed_ns, worker_ns)."""
    run = module.run
    clock = time.perf_counter_ns
    start = clock()
    result = run(state, loops)
    elapsed = clock() - start
    return result, start, elapsed, None


def time_workers(module, state, workers, loops):
    """One sample of `workers` threads that leave a barrier together: (results, start_ns, elapsed_ns, worker_ns)."""
    import threading

    work = module.worker
    clock = time.perf_counter_ns
    gate = threading.Barrier(workers)
    results = [None] * workers
    starts = [0] * workers
    ends = [0] * workers
    errors = []

    def body(index):
        try:
            gate.wait()
            starts[index] = clock()
            result = work(state, index, workers, loops)
            ends[index] = clock()
            results[index] = result
        except BaseException as error:
            errors.append(error)
            gate.abort()

    threads = [threading.Thread(target=body, args=(index,)) for index in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        # The first error is the cause; a broken barrier only follows from it.
        raise errors[0]
    start = min(starts)
    return results, start, max(ends) - start, [ends[i] - starts[i] for i in range(workers)]


class Bench:
    """A benchmark with its state and number of workers, ready to be sampled."""

    def __init__(self, module, workers, scale):
        self.module = module
        self.workers = workers
        self.threaded = hasattr(module, 'worker')
        if not self.threaded and workers != 1:
            raise ValueError('runner: a single-threaded benchmark has one worker')
        self.state = module.prepare(scale)
        self.cpu_clock = getattr(time, 'process_time_ns', None)

    def sample(self, loops):
        """Runs once and verifies; returns the fields of a `sample` message."""
        cpu_clock = self.cpu_clock
        cpu = cpu_clock() if cpu_clock else None
        if self.threaded:
            result, start, elapsed, worker_ns = time_workers(self.module, self.state, self.workers, loops)
        else:
            result, start, elapsed, worker_ns = time_single(self.module, self.state, loops)
        if cpu is not None:
            cpu = cpu_clock() - cpu
        self.module.verify(self.state, loops, result)
        return {'loops': loops, 'start_ns': start, 'elapsed_ns': elapsed, 'worker_ns': worker_ns, 'cpu_ns': cpu}

    def calibrate(self, min_time_ms):
        """The first power of two whose run takes at least `min_time_ms`."""
        loops = 1
        while True:
            elapsed = self.sample(loops)['elapsed_ns']
            if elapsed >= min_time_ms * 1e6 or loops >= MOST_LOOPS:
                return loops, elapsed
            loops *= 2

    def peak_rss_kb(self):
        return peak_rss_kb()


def wait_for_turn():
    if not sys.stdin.readline():
        raise EOFError('runner: standard input ended before the last turn')


def drive(bench, options):
    """Calibrates where the loops are not given, then samples; each message goes out as it comes."""
    if options['--loops'] == 'auto':
        loops, elapsed = bench.calibrate(options['--min-time'])
        emit('calibrated', loops=loops, elapsed_ns=elapsed)
    else:
        loops = int(options['--loops'])
    warmups = options['--warmups']
    turns = options['--turns']
    if turns:
        emit('ready')
    for index in range(warmups + options['--values']):
        if turns:
            wait_for_turn()
        emit('sample', index=index, warmup=index < warmups, **bench.sample(loops))
    emit('done', peak_rss_kb=bench.peak_rss_kb())


def main(arguments):
    if arguments == ['--describe']:
        emit('start', **describe(), **describe_making())
        emit('done')
        return
    options = parse(arguments)
    module = load(options['--bench'])
    emit('start', inner_loops=getattr(module, 'INNER_LOOPS', 1), **describe())
    drive(Bench(module, options['--workers'], options['--scale']), options)


def report(error):
    try:
        import traceback

        text = ''.join(traceback.format_exception(type(error), error, error.__traceback__))
    except Exception:
        text = ''
    emit('error', type=type(error).__name__, message=str(error), traceback=text)


if __name__ == '__main__':
    try:
        main(sys.argv[1:])
    except BaseException as error:
        report(error)
        sys.exit(1)

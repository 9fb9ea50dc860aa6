"""The Runner that scripts register their benchmarks with."""

import argparse

from . import benches
from .session import session


class Arguments(argparse.ArgumentParser):
    """Options of the script; a wrong one is an error that the lab reports, not an exit."""

    def error(self, message):
        raise ValueError('the script does not take its arguments (extra_opts): ' + message)


class Runner:
    """Registers benchmarks: with --task the one of that name is measured at once and ends the script.

    How often things are done is the lab's to say, so `values`, `processes`, `min_time` and `warmups` are taken and not
    used; `loops` above 0 holds, since a script gives it where its loops cannot be chosen. `add_cmdline_args` is taken and
    not called: it hands the script's options on to the processes that pyperf starts, and here is only one.
    """

    def __init__(
        self,
        values=None,
        processes=None,
        loops=0,
        min_time=0.1,
        metadata=None,
        show_name=True,
        program_args=None,
        add_cmdline_args=None,
        _argparser=None,
        warmups=None,
    ):
        session()
        if loops < 0:
            raise ValueError('pyperf: loops must be 0 or more')
        self.loops = loops
        self.metadata = dict(metadata or {})
        self.argparser = _argparser or Arguments()
        self.args = None

    def parse_args(self, args=None):
        """Parses the script's command line, once; the namespace, which `args` holds too."""
        if self.args is None:
            self.args = self.argparser.parse_args(session().words if args is None else args)
        return self.args

    def bench_func(self, name, func, *args, inner_loops=None, metadata=None):
        """A call of func(*args) is one loop."""
        self._offer(benches.Function(name, func, args), inner_loops, metadata)

    def bench_time_func(self, name, time_func, *args, inner_loops=None, metadata=None):
        """time_func(loops, *args) does the loops and returns how many seconds they took."""
        self._offer(benches.TimeFunction(name, time_func, args), inner_loops, metadata)

    def bench_async_func(self, name, func, *args, inner_loops=None, metadata=None, loop_factory=None):
        """Awaiting func(*args) is one loop; each sample has an event loop of its own, from loop_factory if given."""
        self._offer(benches.AsyncFunction(name, func, args, loop_factory), inner_loops, metadata)

    def bench_command(self, name, command):
        """Running the command, a list of texts, from its start to its end is one loop."""
        self._offer(benches.Command(name, command), None, None)

    def _offer(self, bench, inner_loops, metadata):
        if not isinstance(bench.name, str) or not bench.name.strip():
            raise ValueError('pyperf: the name of a benchmark must be a text that is not empty')
        if inner_loops is not None:
            if inner_loops < 1:
                raise ValueError('pyperf: inner_loops of %s must be 1 or more' % bench.name)
            bench.inner_loops = inner_loops
        self.parse_args()
        bench.fixed_loops = self.loops
        description = {**self.metadata, **(metadata or {})}.get('description')
        bench.description = None if description is None else str(description)
        session().offer(bench)

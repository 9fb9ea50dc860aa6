"""The deterministic profiler under cProfile: a profile function that counts calls and adds their time up.

Every function has an entry, and under it one for each function that it called. The calls under way form a stack; the
time of a call is the difference of two readings of the clock, the time of its callees is taken off for `inlinetime`.
What the profile function itself takes is taken off the clock.
"""

import sys
import time


class profiler_entry(tuple):
    """What getstats() tells of a function."""

    __slots__ = ()
    code = property(lambda self: self[0], doc='code object or built-in function name')
    callcount = property(lambda self: self[1], doc='how many times this was called')
    reccallcount = property(lambda self: self[2], doc='how many times called recursively')
    totaltime = property(lambda self: self[3], doc='total time in this entry')
    inlinetime = property(lambda self: self[4], doc='inline time in this entry (not in subcalls)')
    calls = property(lambda self: self[5], doc='details of the calls')

    def __repr__(self):
        return (
            '_lsprof.profiler_entry(code={!r}, callcount={!r}, reccallcount={!r}, totaltime={!r}, inlinetime={!r}, calls={!r})'
        ).format(*self)


class profiler_subentry(tuple):
    """What getstats() tells of a function as one of another's callees."""

    __slots__ = ()
    code = property(lambda self: self[0], doc='called code object or built-in function name')
    callcount = property(lambda self: self[1], doc='how many times this is called')
    reccallcount = property(lambda self: self[2], doc='how many times this is called recursively')
    totaltime = property(lambda self: self[3], doc='total time spent in this call')
    inlinetime = property(lambda self: self[4], doc='inline time (not in further subcalls)')

    def __repr__(self):
        return (
            '_lsprof.profiler_subentry(code={!r}, callcount={!r}, reccallcount={!r}, totaltime={!r}, inlinetime={!r})'
        ).format(*self)


class _Entry:
    """A function, or a function as a callee of another."""

    __slots__ = ('code', 'count', 'recursive', 'total', 'inline', 'depth', 'callees')

    def __init__(self, code):
        self.code = code
        self.count = self.recursive = self.depth = 0
        self.total = self.inline = 0
        self.callees = None

    def end(self, total, inline):
        # only the outermost of recursive calls adds its time: the others lie within it
        self.depth -= 1
        if self.depth == 0:
            self.total += total
        else:
            self.recursive += 1
        self.inline += inline
        self.count += 1


class _Call:
    """A call under way."""

    __slots__ = ('entry', 'sub', 'start', 'below')

    def __init__(self, entry, sub, start):
        self.entry = entry
        self.sub = sub
        self.start = start
        self.below = 0


def _native_label(function):
    """How a native function is named in the statistics."""
    name = getattr(function, '__name__', None) or repr(function)
    owner = getattr(function, '__self__', None)
    if owner is not None and type(owner) is not type(sys):
        found = getattr(type(owner), name, None)
        if found is not None and not isinstance(owner, type):
            return repr(found)
    module = getattr(function, '__module__', None)
    return f'<built-in method {module}.{name}>' if isinstance(module, str) else f'<built-in method {name}>'


class Profiler:
    """Profiler(timer=None, timeunit=None, subcalls=True, builtins=True)"""

    def __init__(self, timer=None, timeunit=0.0, subcalls=True, builtins=True):
        if timer is not None and not callable(timer):
            raise TypeError('timer must be callable')
        self._timer = timer or time.perf_counter
        self._unit = timeunit or 0.0
        self._subcalls = subcalls
        self._builtins = builtins
        self._enabled = False
        self._entries = {}
        self._calls = []
        self._own = 0

    def enable(self, subcalls=True, builtins=True):
        """Start collecting."""
        if not self._enabled and sys.getprofile() is not None:
            raise ValueError('Another profiling tool is already active')
        self._subcalls = subcalls
        self._builtins = builtins
        self._enabled = True
        sys.setprofile(self._event)

    def disable(self):
        """Stop collecting."""
        if not self._enabled:
            return
        sys.setprofile(None)
        self._enabled = False
        now = self._timer() - self._own
        while self._calls:
            self._end(now)

    def clear(self):
        """Forget everything collected so far."""
        self._entries.clear()
        self._calls.clear()

    def getstats(self):
        """A list of profiler_entry, one for each function that was called."""
        unit = self._unit if self._timer is not time.perf_counter and self._unit > 0 else 1
        found = []
        for entry in list(self._entries.values()):
            if entry.count == 0:
                continue
            callees = [profiler_subentry(_fields(sub, unit)) for sub in (entry.callees or {}).values() if sub.count]
            found.append(profiler_entry((*_fields(entry, unit), callees or None)))
        return found

    def _event(self, frame, event, argument):
        now = self._timer()
        if event == 'call':
            code = frame.f_code
            self._begin(_named.get(code, code), now)
        elif event == 'return':
            if self._calls:
                self._end(now - self._own)
        elif self._builtins and argument is not sys.setprofile:
            if event == 'c_call':
                self._begin(_native_label(argument), now)
            elif self._calls:
                self._end(now - self._own)
        self._own += self._timer() - now

    def _begin(self, code, now):
        entry = self._entries.get(code)
        if entry is None:
            entry = self._entries[code] = _Entry(code)
        entry.depth += 1
        sub = None
        if self._subcalls and self._calls:
            caller = self._calls[-1].entry
            if caller.callees is None:
                caller.callees = {}
            sub = caller.callees.get(code)
            if sub is None:
                sub = caller.callees[code] = _Entry(code)
            sub.depth += 1
        self._calls.append(_Call(entry, sub, now - self._own))

    def _end(self, now):
        call = self._calls.pop()
        total = now - call.start
        inline = total - call.below
        if self._calls:
            self._calls[-1].below += total
        call.entry.end(total, inline)
        if call.sub is not None:
            call.sub.end(total, inline)


# Methods of the profiler that show in what it collects, under the names of native ones.
_named = {Profiler.disable.__code__: "<method 'disable' of '_lsprof.Profiler' objects>"}


def _fields(entry, unit):
    return entry.code, entry.count, entry.recursive, entry.total * unit, entry.inline * unit

"""Thread-local reads: attributes of one threading.local, of a subclass with an initialiser, and a context variable."""

import contextvars
import threading

DEPTH = contextvars.ContextVar('depth', default=2)


class Session(threading.local):
    kind = 'session'

    def __init__(self):
        self.calls = 0


def prepare(scale):
    return threading.local(), Session(), max(10, round(6000 * scale))


def worker(state, index, workers, loops):
    local, session, count = state
    total = 0
    for _ in range(loops):
        total = 0
        local.number = index
        session.calls = 0
        for i in range(count):
            total += local.number - index + DEPTH.get()
            session.calls += 1
            total += len(session.kind)
            local.last = i
            total += local.last
    return total, session.calls, sorted(session.__dict__)


def verify(state, loops, results):
    local, session, count = state
    expected = sum(2 + 7 + i for i in range(count)), count, ['calls']
    assert results == [expected] * len(results), results

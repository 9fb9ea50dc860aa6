"""Web log, shared table: each worker parses its lines and adds each to tables that all share, under one lock.

web_log_private is the same work with tables of each worker's own, merged at the end.
"""

import threading

PATHS = ('/', '/index.html', '/api/items', '/static/app.js', '/about', '/search')


def lines_of(count, seed):
    state = seed
    lines = []
    for _ in range(count):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        high = state >> 12
        status = (200, 200, 200, 304, 404, 500)[high % 6]
        path = PATHS[high // 6 % 6]
        lines.append('10.0.%d.%d - - [%02d:00] "GET %s HTTP/1.1" %d %d' % (
            high % 4, high % 50, high % 24, path, status, high % 5000))
    return lines


def parse(line):
    """Host, path, status and size."""
    host, rest = line.split(' ', 1)
    _, request, answer = rest.split('"')
    status, size = answer.split()
    return host, request.split(' ')[1], int(status), int(size)


class State:
    def __init__(self, count):
        self.count = count
        self.lines = {}
        self.lock = threading.Lock()
        self.hosts = {}
        self.paths = {}
        self.errors = 0
        # How often each worker has added its lines, over all calls.
        self.rounds = {}


def prepare(scale):
    return State(max(20, round(2000 * scale)))


def worker(state, index, workers, loops):
    if index not in state.lines:
        state.lines[index] = lines_of(state.count, index + 1)
    lines = state.lines[index]
    state.rounds[index] = state.rounds.get(index, 0) + loops
    for _ in range(loops):
        for line in lines:
            host, path, status, size = parse(line)
            with state.lock:
                state.hosts[host] = state.hosts.get(host, 0) + size
                hits, total = state.paths.get(path, (0, 0))
                state.paths[path] = (hits + 1, total + size)
                if status >= 400:
                    state.errors += 1
    return loops * len(lines)


def verify(state, loops, results):
    assert results == [loops * state.count] * len(results)
    # The sums of all lines that were ever added, by another way of taking them apart.
    hosts, paths, errors = {}, {}, 0
    for index, rounds in state.rounds.items():
        for line in lines_of(state.count, index + 1):
            words = line.split()
            size = int(words[-1])
            hosts[words[0]] = hosts.get(words[0], 0) + rounds * size
            hits, total = paths.get(words[5], (0, 0))
            paths[words[5]] = (hits + rounds, total + rounds * size)
            errors += rounds * (words[-2] >= '400')
    assert (state.hosts, state.paths, state.errors) == (hosts, paths, errors)

"""Web log, private tables: the work of web_log_shared with tables of each worker's own, merged under a lock."""

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
        self.merged = {}
        self.merges = 0


def prepare(scale):
    return State(max(20, round(2000 * scale)))


def worker(state, index, workers, loops):
    if index not in state.lines:
        state.lines[index] = lines_of(state.count, index + 1)
    lines = state.lines[index]
    for _ in range(loops):
        hosts = {}
        paths = {}
        errors = 0
        for line in lines:
            host, path, status, size = parse(line)
            hosts[host] = hosts.get(host, 0) + size
            hits, total = paths.get(path, (0, 0))
            paths[path] = (hits + 1, total + size)
            if status >= 400:
                errors += 1
        with state.lock:
            state.merges += 1
            for path, (hits, _) in paths.items():
                state.merged[path] = state.merged.get(path, 0) + hits
    return hosts, paths, errors


def expected_tables(count, workers):
    """The sums of all lines of that many workers, by another way of taking the lines apart."""
    hosts, paths, errors = {}, {}, 0
    for index in range(workers):
        for line in lines_of(count, index + 1):
            words = line.split()
            size = int(words[-1])
            hosts[words[0]] = hosts.get(words[0], 0) + size
            hits, total = paths.get(words[5], (0, 0))
            paths[words[5]] = (hits + 1, total + size)
            errors += words[-2] >= '400'
    return hosts, paths, errors


def verify(state, loops, results):
    hosts, paths, errors = {}, {}, 0
    for some_hosts, some_paths, some_errors in results:
        errors += some_errors
        for host, size in some_hosts.items():
            hosts[host] = hosts.get(host, 0) + size
        for path, (hits, size) in some_paths.items():
            before = paths.get(path, (0, 0))
            paths[path] = (before[0] + hits, before[1] + size)
    assert (hosts, paths, errors) == expected_tables(state.count, len(results))
    assert sum(state.merged.values()) == state.merges * state.count and state.merges >= loops * len(results)

"""Regular expressions: parse access-log lines into fields, find all numbers, mask addresses.

Exercises the re module: groups, alternation, lazy and greedy repeats, finditer, sub with a function, split.
"""

import random
import re

LINE = re.compile(
    r'(?P<host>\d{1,3}(?:\.\d{1,3}){3}) - (?P<user>\S+) \[(?P<time>[^\]]+)\] '
    r'"(?P<method>GET|POST|PUT|DELETE) (?P<path>[^ "?]+)(?:\?(?P<query>[^ "]*))? HTTP/(?P<version>[\d.]+)" '
    r'(?P<status>[1-5]\d\d) (?P<size>\d+|-)$'
)
NUMBER = re.compile(r'\b\d+\b')
ADDRESS = re.compile(r'(\d+)\.(\d+)\.(\d+)\.(\d+)')
SEPARATOR = re.compile(r'[&;]|%26')

METHODS = ('GET', 'POST', 'PUT', 'DELETE')
PATHS = ('/', '/index.html', '/api/v2/items', '/static/app.js', '/a/very/long/path/with/parts')


def prepare(scale):
    source = random.Random(7)
    lines, truth = [], []
    for i in range(max(10, round(120 * scale))):
        host = [source.randrange(256) for _ in range(4)]
        method = source.choice(METHODS)
        path = source.choice(PATHS)
        query = ['k%d=%d' % (k, source.randrange(1000)) for k in range(source.randrange(4))]
        status = source.choice((200, 204, 301, 404, 500))
        size = source.randrange(100000)
        user = 'user%d' % (i % 17) if i % 5 else '-'
        target = path + ('?' + '&'.join(query) if query else '')
        stamp = '%02d/Oct/2021:%02d:%02d:00 +0000' % (i % 28 + 1, i % 24, i % 60)
        text = '.'.join(map(str, host))
        lines.append('%s - %s [%s] "%s %s HTTP/1.1" %d %d' % (text, user, stamp, method, target, status, size))
        truth.append((text, user, method, path, query, status, size))
    for i in range(0, len(lines), 9):
        lines[i] = lines[i].replace('HTTP', 'HTPT')
        truth[i] = None
    return lines, truth


def mask(match):
    return match.group(1) + '.' + match.group(2) + '.x.x'


def parse(line):
    match = LINE.match(line)
    if match is None:
        return None
    query = match.group('query')
    return (
        match.group('host'),
        match.group('user'),
        match.group('method'),
        match.group('path'),
        SEPARATOR.split(query) if query else [],
        int(match.group('status')),
        int(match.group('size')),
    )


def run(state, loops):
    lines, _ = state
    text = '\n'.join(lines)
    parsed = numbers = masked = None
    for _ in range(loops):
        parsed = [parse(line) for line in lines]
        numbers = 0
        for match in NUMBER.finditer(text):
            numbers += int(match.group())
        masked = ADDRESS.sub(mask, text)
    return parsed, numbers, masked


def numbers_by_hand(text):
    """The sum of the numbers that stand alone between non-word characters, without re."""
    total = 0
    word = ''
    for character in text + ' ':
        if character.isalnum() or character == '_':
            word += character
        else:
            if word.isdigit():
                total += int(word)
            word = ''
    return total


def verify(state, loops, result):
    lines, truth = state
    parsed, numbers, masked = result
    assert parsed == truth
    assert numbers == numbers_by_hand('\n'.join(lines))
    for line, changed in zip(lines, masked.split('\n')):
        host, rest = line.split(' ', 1)
        assert changed == '.'.join(host.split('.')[:2]) + '.x.x ' + rest

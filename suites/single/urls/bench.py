"""Addresses: web addresses are taken apart, resolved against a base, quoted, and their queries decoded."""

from urllib.parse import parse_qs, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

# The examples of RFC 3986, sections 5.4.1 and 5.4.2, on http://a/b/c/d;p?q.
BASE = 'http://a/b/c/d;p?q'
RESOLVED = {
    'g:h': 'g:h',
    'g': 'http://a/b/c/g',
    './g': 'http://a/b/c/g',
    'g/': 'http://a/b/c/g/',
    '/g': 'http://a/g',
    '//g': 'http://g',
    '?y': 'http://a/b/c/d;p?y',
    'g?y': 'http://a/b/c/g?y',
    '#s': 'http://a/b/c/d;p?q#s',
    'g#s': 'http://a/b/c/g#s',
    ';x': 'http://a/b/c/;x',
    'g;x': 'http://a/b/c/g;x',
    '.': 'http://a/b/c/',
    '..': 'http://a/b/',
    '../g': 'http://a/b/g',
    '../..': 'http://a/',
    '../../g': 'http://a/g',
    '../../../g': 'http://a/g',
    'g;x=1/../y': 'http://a/b/c/y',
}
VALUES = ('plain', 'with space', 'a&b=c', 'Zürich', '100%', 'path/to')


def prepare(scale):
    return max(2, round(50 * scale))


def address(number):
    query = urlencode([('id', number), ('q', VALUES[number % 6]), ('tag', 'x'), ('tag', 'y+z')])
    path = '/shop/' + quote(VALUES[number % 5]) + '/item%d' % number
    # A host of its own each time, so that no cache of the module answers.
    return urlunsplit(('https', 'www%d.example.org:8443' % number, path, query, 'part'))


def run(count, loops):
    resolved = parts = None
    first = 0
    for _ in range(loops):
        resolved = [urljoin(BASE, reference) for reference in RESOLVED]
        parts = []
        for number in range(first, first + count):
            split = urlsplit(address(number))
            pairs = parse_qsl(split.query)
            parts.append(
                (split.hostname, split.port, unquote(split.path), pairs, parse_qs(split.query)['tag'], split.fragment)
            )
        first += count
    return resolved, parts


def verify(count, loops, result):
    resolved, parts = result
    assert resolved == list(RESOLVED.values())
    first = (loops - 1) * count
    assert len(parts) == count
    for number, part in enumerate(parts, first):
        pairs = [('id', str(number)), ('q', VALUES[number % 6]), ('tag', 'x'), ('tag', 'y+z')]
        path = '/shop/' + VALUES[number % 5] + '/item%d' % number
        assert part == ('www%d.example.org' % number, 8443, path, pairs, ['x', 'y+z'], 'part')

"""Compiling regular expressions: sre's parser and compiler, which are written in Python, on patterns of many shapes."""

import re

# A pattern, a text that it matches as a whole, and one that it does not.
PATTERNS = (
    (r'[A-Za-z_]\w*', 'name_1', '1name'),
    (r'[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?', '-12.5e+7', '1e'),
    (r'(?P<quote>[\'"])(?:(?!(?P=quote)).)*(?P=quote)', '"it\'s"', '"it\''),
    (r'(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.|(?!.))){4}', '192.168.0.255', '192.168.0.256'),
    (r'\s*(?:#[^\n]*)?(?i:end)\s*', '  END ', ' endless'),
    (r'(?:a|ab|abc|b|bc|bcd)+(?=d)d', 'ababcd', 'ababc'),
    (r'<(\w+)(?:\s+\w+="[^"<>]*")*\s*/?>', '<a b="c" d="e"/>', '<a b=c>'),
    (r'(?x) \d{4} - (?: 0[1-9] | 1[0-2] ) - [0-3]\d  # a date', '2021-12-24', '2021-13-24'),
    (r'[^\W\d_]+(?:-[^\W\d_]+)*?', 'Jean-Luc', 'Jean_Luc'),
    (r'(a(b(c(d(e(f)?)?)?)?)?)\1{0,3}x{2,}?', 'abcabcxx', 'abcabx'),
)


def prepare(scale):
    return max(1, round(2 * scale))


def run(turns, loops):
    compiled = None
    for _ in range(loops):
        for turn in range(turns):
            re.purge()
            # What cannot match makes each turn's patterns different.
            compiled = [re.compile('(?:%s)|(?!)%d' % (pattern, turn)) for pattern, _, _ in PATTERNS[:7]]
            compiled += [re.compile(pattern) for pattern, _, _ in PATTERNS[7:]]
    return compiled


def verify(turns, loops, compiled):
    for pattern, (_, good, bad) in zip(compiled, PATTERNS):
        assert pattern.fullmatch(good) and not pattern.fullmatch(bad), (pattern.pattern, good, bad)
    assert compiled[2].groupindex == {'quote': 1} and compiled[9].groups == 6

"""Regular expressions over words: searches of text and of bytes for what comes late or never.

Exercises the matcher's scan for literal prefixes, character classes, repeats and alternatives.
"""

import re

ALTERNATIVES = ('Python|Perl', '(Python|Perl)', '[Pp]ython', '(?:P|p)erl')
PRESENT = ALTERNATIVES + ('.*Python', '.*?Python', 'Python.*$', r'\bT\w+l\b')
ABSENT = ('Pascal|Prolog', '(?:a|b)*c{3}', 'x[0-9]+y', r'(\w+) \1 \1', '(?i)COBOL')


def prepare(scale):
    state = 77
    letters = []
    for _ in range(max(100, round(4000 * scale))):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        letters.append('abdefghi jklmn'[(state >> 12) % 14])
    text = ''.join(letters) + ' Python and Perl and Tool '
    return text, text.encode('ascii')


def run(state, loops):
    text, data = state
    result = None
    for _ in range(loops):
        spans = []
        for pattern in PRESENT + ABSENT:
            match = re.search(pattern, text)
            spans.append(match and match.span())
            match = re.search(pattern.encode('ascii'), data)
            spans.append(match and match.span())
        result = spans
    return result


def verify(state, loops, spans):
    text, _ = state
    python, perl, tool = text.index('Python'), text.index('Perl'), text.index('Tool')
    end = python + 6
    expected = [(python, end)] * 3 + [(perl, perl + 4), (0, end), (0, end), (python, len(text)), (tool, tool + 4)]
    expected += [None] * len(ABSENT)
    # Text and bytes give the same.
    assert spans[::2] == spans[1::2] == expected, spans

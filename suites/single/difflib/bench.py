"""Text comparison: the difference of two versions of a text in lines, restored from it, and close matches of words.

Exercises difflib: dicts of positions, sequences matched recursively, generators.
"""

import difflib
import random

WORDS = ('apple', 'orange', 'grape', 'banana', 'cherry', 'melon', 'quince', 'papaya', 'lemon', 'apricot')


def prepare(scale):
    source = random.Random(3)
    before = [' '.join(source.choice(WORDS) for _ in range(4)) + '\n' for _ in range(max(10, round(90 * scale)))]
    after = before[:]
    for _ in range(len(before) // 8):
        position = source.randrange(len(after))
        kind = source.randrange(3)
        if kind == 0:
            del after[position]
        elif kind == 1:
            after.insert(position, 'new ' + source.choice(WORDS) + '\n')
        else:
            after[position] = after[position].replace('a', 'A', 1)
    return before, after


def run(state, loops):
    before, after = state
    result = None
    for _ in range(loops):
        unified = list(difflib.unified_diff(before, after, n=1))
        matcher = difflib.SequenceMatcher(None, ''.join(before[:8]), ''.join(after[:8]), autojunk=False)
        close = [difflib.get_close_matches(word, WORDS, 1) for word in ('aple', 'qince', 'lemmon', 'xyz')]
        detailed = list(difflib.ndiff(before[:12], after[:12]))
        result = unified, matcher.ratio(), matcher.get_matching_blocks(), close, detailed
    return result


def patched(before, unified):
    """The new version, from the old one and its unified difference."""
    lines = []
    position = 0
    for line in unified[2:]:
        if line.startswith('@@'):
            start, _, length = line.split()[1][1:].partition(',')
            # A range without lines names the line before it.
            first = int(start) if length == '0' else int(start) - 1
            lines += before[position:first]
            position = first
        else:
            if line[0] != '+':
                assert before[position] == line[1:]
                position += 1
            if line[0] != '-':
                lines.append(line[1:])
    return lines + before[position:]


def verify(state, loops, result):
    before, after = state
    unified, ratio, blocks, close, detailed = result
    assert patched(before, unified) == after
    assert close == [['apple'], ['quince'], ['lemon'], []]
    a, b = ''.join(before[:8]), ''.join(after[:8])
    for i, j, size in blocks:
        assert a[i : i + size] == b[j : j + size]
    matched = sum(size for _, _, size in blocks)
    assert ratio == 2.0 * matched / (len(a) + len(b))
    for which, text in ((1, before), (2, after)):
        assert list(difflib.restore(detailed, which)) == text[:12]

"""Strings: build a table of text in several ways of formatting, then take it apart again.

Exercises f-strings, % and str.format, join, split, strip, replace, find, slicing and case methods.
"""

WORDS = ('alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta', 'iota', 'kappa')


def rows(count):
    lines = []
    for i in range(count):
        word = WORDS[i % 10]
        amount = i * 37 % 1000
        kind = i % 4
        if kind == 0:
            lines.append(f'{i:05d}|{word:<10}|{amount / 8:10.3f}|{amount:#06x}')
        elif kind == 1:
            lines.append('%05d|%-10s|%10.3f|%#06x' % (i, word, amount / 8, amount))
        elif kind == 2:
            lines.append('{:05d}|{:<10}|{:10.3f}|{:#06x}'.format(i, word, amount / 8, amount))
        else:
            number = str(i)
            line = '0' * (5 - len(number)) + number + '|' + word.ljust(10) + '|'
            line += ('%.3f' % (amount / 8)).rjust(10) + '|0x' + hex(amount)[2:].zfill(4)
            lines.append(line)
    return lines


def summarise(text):
    total = 0
    letters = ''
    for line in text.split('\n'):
        number, word, value, code = line.split('|')
        word = word.strip()
        if word.startswith('e') and not word.endswith('n'):
            word = word.upper()
        position = word.find('ta')
        if position > 0:
            word = word[:position] + '-' + word[position:].replace('t', 'T')
        letters += word[-1]
        total += int(number) + int(code, 16) + int(float(value) * 8)
    return total, letters


def reverse_words(text):
    return ' '.join([word[::-1].title() for word in text.replace('|', ' ').split()])


def prepare(scale):
    return max(20, round(1000 * scale))


def run(count, loops):
    lines = summary = backwards = None
    for _ in range(loops):
        lines = rows(count)
        text = '\n'.join(lines)
        summary = summarise(text)
        backwards = reverse_words(text)
    return lines, summary, backwards


def verify(count, loops, result):
    lines, (total, letters), backwards = result
    assert len(lines) == len(letters) == count
    # All four ways of formatting give lines of the same shape, so width and separators agree everywhere.
    for i, line in enumerate(lines):
        assert len(line) == 34 and line[5] == line[16] == line[27] == '|', line
        assert int(line[:5]) == i and line[6:16].strip() == WORDS[i % 10]
    assert total == sum(i + 2 * (i * 37 % 1000) for i in range(count)), total
    last = {'alpha': 'a', 'beta': 'a', 'gamma': 'a', 'delta': 'a', 'epsilon': 'n', 'zeta': 'a', 'eta': 'A'}
    last.update({'theta': 'a', 'iota': 'a', 'kappa': 'a'})
    assert letters == ''.join(last[WORDS[i % 10]] for i in range(count))
    words = backwards.split(' ')
    assert len(words) == 4 * count
    assert [word.lower()[::-1] for word in words] == '|'.join(lines).replace('|', ' ').split()

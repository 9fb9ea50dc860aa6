"""Regular expressions over sequences: variants of motifs are counted in random sequences, codes are substituted.

The sequence comes from a linear congruential generator; what the patterns find is found again by hand.
"""

import re

MOTIFS = ('agggtaaa|tttaccct', '[cgt]gggtaaa|tttaccc[acg]', 'ag[act]gtaaa|tttac[agt]ct', 'agg[act]taaa|ttta[agt]cct')
CODES = {'B': '(c|g|t)', 'D': '(a|g|t)', 'H': '(a|c|t)', 'K': '(g|t)', 'N': '(a|c|g|t)'}


def prepare(scale):
    size = max(300, round(12000 * scale))
    state = 42
    letters = []
    for _ in range(size):
        # The generator and its constants are those of Numerical Recipes' "quick and dirty" ranges.
        state = (state * 3877 + 29573) % 139968
        letters.append('acgt'[state * 4 // 139968] if state % 97 else 'BDHKN'[state % 5])
    sequence = ''.join(letters)
    # Some motifs are planted, for random ones are rare.
    middle = size // 2
    sequence = sequence[:50] + 'agggtaaa' + sequence[50:middle] + 'tttaccctcgggtaaa' + sequence[middle:] + 'tttacact'
    return '\n'.join(sequence[i : i + 60] for i in range(0, len(sequence), 60))


def run(text, loops):
    result = None
    for _ in range(loops):
        sequence = re.sub('>.*\n|\n', '', text)
        counts = [len(re.findall(motif, sequence)) for motif in MOTIFS]
        expanded = sequence
        for code, choices in CODES.items():
            expanded = re.sub(code, choices, expanded)
        runs = [match.span() for match in re.finditer(r'([acgt])\1{4,}', sequence)]
        pieces = re.split('[BDHKN]+', sequence)
        result = sequence, counts, expanded, runs, pieces
    return result


def count_by_hand(sequence, forms):
    """How many places match one of the forms of eight sets of letters, from left to right without overlap."""
    count = place = 0
    while place + 8 <= len(sequence):
        if any(all(sequence[place + i] in form[i] for i in range(8)) for form in forms):
            count += 1
            place += 8
        else:
            place += 1
    return count


def verify(text, loops, result):
    sequence, counts, expanded, runs, pieces = result
    assert sequence == text.replace('\n', '')
    for motif, count in zip(MOTIFS, counts):
        forms = []
        for form in motif.split('|'):
            sets = []
            inside = False
            for letter in form:
                if letter in '[]':
                    inside = letter == '['
                    if inside:
                        sets.append('')
                elif inside:
                    sets[-1] += letter
                else:
                    sets.append(letter)
            forms.append(sets)
        assert count == count_by_hand(sequence, forms)
    assert counts[0] >= 2 and counts[1] >= 1
    assert expanded == ''.join(CODES.get(letter, letter) for letter in sequence)
    assert ''.join(pieces) == ''.join(letter for letter in sequence if letter in 'acgt')
    for start, end in runs:
        assert end - start >= 5 and len(set(sequence[start:end])) == 1
        assert sequence[end : end + 1] != sequence[start]
    place = found = 0
    while place < len(sequence):
        end = place
        while end < len(sequence) and sequence[end] == sequence[place]:
            end += 1
        found += end - place >= 5 and sequence[place] in 'acgt'
        place = end
    assert found == len(runs)

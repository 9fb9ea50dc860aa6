"""Word count: count the words and the pairs of neighbouring words of a text, and rank the commonest.

Exercises dict reads and writes with string and tuple keys, and sorting with a key function.
"""

import random

SYLLABLES = ('ka', 'lo', 'mi', 'ne', 'ru', 'sa', 'ti', 'vo')


def text_of(words):
    source = random.Random(5)
    vocabulary = []
    for _ in range(300):
        vocabulary.append(''.join(source.choice(SYLLABLES) for _ in range(source.randrange(1, 4))))
    chosen = []
    for _ in range(words):
        # The product of two draws favours the front of the vocabulary, as real text does.
        chosen.append(vocabulary[int(source.random() * source.random() * len(vocabulary))])
    return ' '.join(chosen)


def count(text):
    words = {}
    pairs = {}
    lengths = {}
    previous = None
    for word in text.split(' '):
        if word in words:
            words[word] += 1
        else:
            words[word] = 1
        size = len(word)
        lengths[size] = lengths.get(size, 0) + 1
        if previous is not None:
            pair = (previous, word)
            pairs[pair] = pairs.get(pair, 0) + 1
        previous = word
    ranked = sorted(words.items(), key=rank)
    return words, pairs, lengths, ranked[:10]


def rank(item):
    word, occurrences = item
    return -occurrences, word


def prepare(scale):
    return text_of(max(50, round(10000 * scale)))


def run(text, loops):
    result = None
    for _ in range(loops):
        result = count(text)
    return result


def verify(text, loops, result):
    words, pairs, lengths, top = result
    listed = text.split()
    assert sum(words.values()) == sum(lengths.values()) == len(listed) == sum(pairs.values()) + 1
    padded = ' ' + text.replace(' ', '  ') + ' '
    for word, occurrences in top:
        assert padded.count(' ' + word + ' ') == words[word] == occurrences
    assert len(words) == len(set(listed)) and len(pairs) == len(set(zip(listed, listed[1:])))
    threshold = top[-1][1]
    assert all(occurrences <= threshold for word, occurrences in words.items() if word not in dict(top))

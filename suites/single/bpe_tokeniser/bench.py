"""Byte-pair encoding: the most frequent pair of neighbours becomes a new token, again and again (Gage, 1994)."""

SYLLABLES = ('lo', 'wer', 'new', 'est', 'wid', 'ing', 'ra', 'mi')


def text_of(words):
    state = 94
    chosen = []
    for _ in range(words):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        high = state >> 16
        chosen.append(SYLLABLES[high & 7] + SYLLABLES[high >> 3 & 3] + (SYLLABLES[high >> 5 & 7] if high & 256 else ''))
    return ' '.join(chosen)


def merge(tokens, pair, new):
    result = []
    i = 0
    last = len(tokens) - 1
    first, second = pair
    while i <= last:
        if i < last and tokens[i] == first and tokens[i + 1] == second:
            result.append(new)
            i += 2
        else:
            result.append(tokens[i])
            i += 1
    return result


def train(text, merges):
    """The pairs in the order of merging; pair number i becomes token 256 + i. Words never share a token."""
    words = {}
    for word in text.split(' '):
        words[word] = words.get(word, 0) + 1
    entries = [[list(word.encode()), count] for word, count in words.items()]
    pairs = []
    for number in range(merges):
        counts = {}
        for tokens, count in entries:
            for pair in zip(tokens, tokens[1:]):
                counts[pair] = counts.get(pair, 0) + count
        if not counts:
            break
        # The smallest of the most frequent, so that the choice does not depend on the order of the dict.
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        pairs.append(best)
        for entry in entries:
            entry[0] = merge(entry[0], best, 256 + number)
    return pairs


def encode(word, pairs):
    tokens = list(word.encode())
    for number, pair in enumerate(pairs):
        if len(tokens) == 1:
            break
        tokens = merge(tokens, pair, 256 + number)
    return tokens


def decode(tokens, pairs):
    pieces = {number: bytes([number]) for number in range(256)}
    for number, (first, second) in enumerate(pairs):
        pieces[256 + number] = pieces[first] + pieces[second]
    return b''.join(pieces[token] for token in tokens).decode()


def prepare(scale):
    # In the example of most descriptions of the algorithm, aaabdaaabac, the pair aa is merged first.
    assert train('aaabdaaabac', 1) == [(97, 97)]
    return text_of(max(40, round(150 * scale)))


def run(text, loops):
    pairs = encoded = None
    for _ in range(loops):
        pairs = train(text, 30)
        encoded = [encode(word, pairs) for word in text.split(' ')[:60]]
    return pairs, encoded


def verify(text, loops, result):
    pairs, encoded = result
    words = text.split(' ')[:60]
    assert [decode(tokens, pairs) for tokens in encoded] == words
    assert sum(map(len, encoded)) * 2 < sum(map(len, words))
    # The first pair is the most frequent pair of letters.
    counts = {}
    for word in text.split(' '):
        for pair in zip(word, word[1:]):
            counts[pair] = counts.get(pair, 0) + 1
    assert counts[tuple(map(chr, pairs[0]))] == max(counts.values())

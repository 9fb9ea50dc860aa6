"""Word count: split a text that only this worker sees and count its words in a private dict."""

SYLLABLES = ('ba', 'do', 'fe', 'gu', 'li', 'mo', 'nu', 'pa')


def text_of(words, seed):
    state = seed
    chosen = []
    for _ in range(words):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        high = state >> 16
        chosen.append(SYLLABLES[high & 7] + SYLLABLES[high >> 3 & 7] + SYLLABLES[high >> 6 & 3])
    return ' '.join(chosen)


def count_words(text):
    counts = {}
    for word in text.split():
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 1
    return counts


def longest_run(text):
    """The longest run of words that begin with the same letter as the word before."""
    best = run = 0
    previous = ''
    for word in text.split():
        letter = word[0]
        run = run + 1 if letter == previous else 1
        if run > best:
            best = run
        previous = letter
    return best


def prepare(scale):
    return max(100, round(10000 * scale))


def worker(words, index, workers, loops):
    text = text_of(words, 17 + index)
    counts = best = None
    for _ in range(loops):
        counts = count_words(text)
        best = longest_run(text)
    return text, counts, best


def verify(words, loops, results):
    for text, counts, best in results:
        assert sum(counts.values()) == words
        padded = ' ' + text.replace(' ', '  ') + ' '
        for word in list(counts)[:12]:
            assert padded.count(' ' + word + ' ') == counts[word]
        initials = ''.join(word[0] for word in text.split())
        letters = sorted(set(initials))
        assert any(letter * best in initials for letter in letters)
        assert not any(letter * (best + 1) in initials for letter in letters)

"""Map and reduce over text: each worker counts the words of its part, by groups of words; then each adds up one group.

A worker writes counts that another reads: the parts meet in a shared table between two barriers. The work of each
worker is the same however many there are, and so the text grows with them.
"""

import threading

SYLLABLES = ('ka', 'lo', 'mi', 'nu', 're', 'sa', 'to', 'vu')


def text_of(words, seed):
    state = seed
    chosen = []
    for _ in range(words):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        high = state >> 16
        chosen.append(SYLLABLES[high & 7] + SYLLABLES[high >> 3 & 7] + SYLLABLES[high >> 6 & 7])
    return ' '.join(chosen)


class State:
    def __init__(self, words):
        self.words = words
        self.texts = {}
        self.barriers = {}
        self.parts = {}
        self.reduced = {}


def prepare(scale):
    return State(max(50, round(6000 * scale)))


def group_of(word, groups):
    """The same on every run, which hash() is not."""
    return (ord(word[0]) * 31 + ord(word[2]) * 7 + ord(word[4])) % groups


def map_part(text, groups):
    counts = [{} for _ in range(groups)]
    for word in text.split(' '):
        group = counts[group_of(word, groups)]
        group[word] = group.get(word, 0) + 1
    return counts


def worker(state, index, workers, loops):
    barrier = state.barriers.setdefault(workers, threading.Barrier(workers))
    if index not in state.texts:
        state.texts[index] = text_of(state.words, index + 1)
    text = state.texts[index]
    try:
        for _ in range(loops):
            state.parts[index] = map_part(text, workers)
            barrier.wait()
            total = {}
            for other in range(workers):
                for word, count in state.parts[other][index].items():
                    total[word] = total.get(word, 0) + count
            state.reduced[index] = total
            # Nobody may replace a part that another still reads.
            barrier.wait()
    except BaseException:
        barrier.abort()
        raise
    return state.reduced[index]


def verify(state, loops, results):
    expected = {}
    for index in range(len(results)):
        text = text_of(state.words, index + 1)
        for start in range(0, len(text), 7):
            word = text[start : start + 6]
            expected[word] = expected.get(word, 0) + 1
    merged = {}
    for index, counts in enumerate(results):
        assert all(group_of(word, len(results)) == index for word in counts)
        merged.update(counts)
    assert merged == expected and sum(map(len, results)) == len(merged)

"""Built-in methods: append, pop, startswith, get and others on private objects.

What all workers share is the types and their method descriptors, which every call looks up.
"""


def prepare(scale):
    return max(10, round(8000 * scale))


def worker(count, index, workers, loops):
    items = []
    table = {index: 1}
    text = 'worker %d' % index
    total = 0
    for _ in range(loops):
        total = 0
        for i in range(count):
            items.append(i)
            if text.startswith('worker'):
                total += table.get(index)
            total += items.pop()
            total += text.find('k')
            total += i.bit_length()
    return total


def verify(count, loops, results):
    expected = sum(1 + i + 3 + len(bin(i)[2:] if i else '') for i in range(count))
    assert results == [expected] * len(results), results

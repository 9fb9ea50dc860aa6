"""Pickle: dump nested records to bytes and load them again, with the implementation that the interpreter prefers.

Exercises dispatch by type, the memo, framing, and making instances again through __reduce_ex__ and __setstate__.
"""

import pickle
import random

PROTOCOL = 4


class Item:
    def __init__(self, code, price, owner):
        self.code = code
        self.price = price
        self.owner = owner


class Stamp:
    __slots__ = ('day', 'second')

    def __init__(self, day, second):
        self.day = day
        self.second = second

    def __reduce__(self):
        return Stamp, (self.day, self.second)


def prepare(scale):
    source = random.Random(5)
    owners = ['owner%02d' % i for i in range(10)]
    records = []
    for number in range(max(4, round(300 * scale))):
        records.append(
            {
                'number': number,
                'name': 'record %d' % source.randrange(10**6),
                'big': source.getrandbits(90),
                'share': source.random(),
                'flags': (True, None, False),
                'set': {source.randrange(30) for _ in range(4)},
                'bytes': bytes(source.randrange(256) for _ in range(12)),
                'items': [Item('c%d' % i, i * 25, source.choice(owners)) for i in range(3)],
                'stamp': Stamp(number % 365, source.randrange(86400)),
                'before': records[-1]['items'] if records else None,
            }
        )
    return records


def run(records, loops):
    data = loaded = None
    for _ in range(loops):
        data = pickle.dumps(records, PROTOCOL)
        loaded = pickle.loads(data)
    return data, loaded


PLAIN = ('number', 'name', 'big', 'share', 'flags', 'set', 'bytes')


def verify(records, loops, result):
    data, loaded = result
    # The example of a tuple of two small integers, as protocol 2 is described to write it.
    assert pickle.dumps((1, 2), 2) == b'\x80\x02K\x01K\x02\x86q\x00.'
    assert data[:2] == b'\x80\x04' and data[-1:] == b'.'
    assert len(loaded) == len(records)
    previous = None
    for record, twin in zip(records, loaded):
        assert list(record) == list(twin)
        assert [record[key] for key in PLAIN] == [twin[key] for key in PLAIN]
        assert type(twin['stamp']) is Stamp
        assert (record['stamp'].day, record['stamp'].second) == (twin['stamp'].day, twin['stamp'].second)
        # What two records share before, they share after.
        assert twin['before'] is previous
        previous = twin['items']
        for item, other in zip(record['items'], twin['items']):
            assert type(other) is Item and item.__dict__ == other.__dict__

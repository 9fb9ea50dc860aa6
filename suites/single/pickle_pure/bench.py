"""Pickle in Python: the pickle module's classes that are written in Python, so bytecode and not C code is measured.

Exercises dispatch through a dict of methods, isinstance, struct, io.BytesIO and a stack kept in lists.
"""

import io
import pickle
import random

PROTOCOL = 4


def prepare(scale):
    source = random.Random(6)
    records = []
    for number in range(max(4, round(45 * scale))):
        records.append(
            {
                'number': number,
                'name': 'record %d' % source.randrange(10**6),
                'share': source.random(),
                'flags': (True, None, False),
                'set': frozenset(source.randrange(30) for _ in range(4)),
                'bytes': bytes(source.randrange(256) for _ in range(12)),
                'lists': [[i, -i, i * 1000, i * 10**12] for i in range(3)],
                'before': records[-1]['lists'] if records else None,
            }
        )
    return records


def dumps(value):
    file = io.BytesIO()
    pickle._Pickler(file, PROTOCOL).dump(value)
    return file.getvalue()


def loads(data):
    return pickle._Unpickler(io.BytesIO(data)).load()


def run(records, loops):
    data = loaded = None
    for _ in range(loops):
        data = dumps(records)
        loaded = loads(data)
    return data, loaded


def verify(records, loops, result):
    data, loaded = result
    assert loaded == records
    for first, second in zip(loaded, loaded[1:]):
        assert second['before'] is first['lists']
    # The implementation that the module prefers reads and writes the same.
    assert pickle.loads(data) == records
    assert loads(pickle.dumps(records, PROTOCOL)) == records

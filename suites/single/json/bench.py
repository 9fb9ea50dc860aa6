"""JSON: serialise a document of nested records and parse it again.

Exercises the standard library's json module: string escaping, number formatting, dict building.
"""

import json
import random

CITIES = ('Zürich', 'São Paulo', 'New York', '東京', 'Nice "la Belle"', 'Back\\slash', 'Two\nlines')


def record(source, ident):
    return {
        'id': ident,
        'name': 'user%05d' % source.randrange(100000),
        'city': source.choice(CITIES),
        'balance': source.randrange(-(10**9), 10**9) / 64,
        'active': source.random() < 0.5,
        'manager': None if ident % 3 == 0 else ident // 3,
        'tags': ['tag%d' % source.randrange(40) for _ in range(source.randrange(6))],
        'history': {str(year): [source.randrange(1000) for _ in range(4)] for year in range(2018, 2021)},
    }


def prepare(scale):
    source = random.Random(20211)
    return {'version': 3, 'records': [record(source, i) for i in range(max(4, round(120 * scale)))]}


def run(document, loops):
    compact = loaded = indented = None
    for _ in range(loops):
        compact = json.dumps(document)
        loaded = json.loads(compact)
        indented = json.dumps(loaded, indent=1, sort_keys=True, ensure_ascii=False)
    return compact, loaded, indented


def verify(document, loops, result):
    compact, loaded, indented = result
    assert loaded == document
    assert compact.isascii() and 'Z\\u00fcrich' in compact or len(document['records']) < 20
    assert json.loads(indented) == document
    # Without white space outside strings, both forms hold the same characters but for escapes.
    assert indented.count('"id": ') == compact.count('"id": ') == len(document['records'])

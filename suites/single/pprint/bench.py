"""Pretty printing: nested dicts, lists, sets and long strings are laid out by pprint and read back."""

import ast
import pprint
import random


def prepare(scale):
    source = random.Random(11)
    table = {}
    for number in range(max(2, round(25 * scale))):
        table['entry %d' % source.randrange(10**6)] = {
            'point': (number, -number / 8, None),
            'letters': {source.choice('abcdefgh') for _ in range(4)},
            'text': ' '.join(source.choice(('long', 'longer', "it's")) for _ in range(25)),
            'list': [source.randrange(10**9) for _ in range(12)],
            'inner': {key: [key] * key for key in range(5)},
            'bytes': bytes(range(number, number + 40)),
        }
    return table


def run(table, loops):
    text = None
    for _ in range(loops):
        text = pprint.pformat(table, width=60)
    return text


def verify(table, loops, text):
    assert ast.literal_eval(text) == table
    lines = text.split('\n')
    assert len(lines) > 25 * len(table) and max(map(len, lines)) <= 60
    keys = [line.split("': ")[0].lstrip(" {'") for line in lines if line.lstrip(' {').startswith("'entry ")]
    assert keys == sorted(table)

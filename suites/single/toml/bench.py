"""TOML: a configuration is read by a recursive-descent parser over characters and regular expressions.

The parser is part of the benchmark, so that every version of Python does the same; tomllib came with 3.11. It reads
tables, arrays of tables, dotted keys, basic and literal strings, integers, floats, booleans, arrays and inline tables.
Exercises re.match at positions, slicing, nested dicts, recursion. Checked against tomllib where there is one.
"""

import re

try:
    import tomllib
except ImportError:
    tomllib = None

BARE = re.compile(r'[A-Za-z0-9_-]+')
SPACE = re.compile(r'[ \t]*')
BLANK = re.compile(r'(?:[ \t\n]|#[^\n]*)*')
NUMBER = re.compile(r'0x[0-9a-f_]+|[+-]?\d[\d_]*(\.[\d_]+)?([eE][+-]?\d+)?')
CHUNK = re.compile(r'[^"\\\n]*')
ESCAPES = {'"': '"', '\\': '\\', 'n': '\n', 't': '\t', 'b': '\b', 'f': '\f', 'r': '\r'}


class Reader:
    def __init__(self, text):
        self.text = text
        self.position = 0

    def fail(self):
        raise ValueError('not understood at character %d' % self.position)

    def skip(self, pattern):
        self.position = pattern.match(self.text, self.position).end()

    def take(self, character):
        if self.text[self.position] != character:
            self.fail()
        self.position += 1

    def document(self):
        root = table = {}
        text = self.text
        self.skip(BLANK)
        while self.position < len(text):
            if text.startswith('[[', self.position):
                self.position += 2
                table = self.enter(root, self.keys(), True)
                self.take(']')
                self.take(']')
            elif text[self.position] == '[':
                self.position += 1
                table = self.enter(root, self.keys(), False)
                self.take(']')
            else:
                self.pair(table)
            self.skip(BLANK)
        return root

    def enter(self, root, keys, array):
        table = root
        for key in keys[:-1]:
            table = table.setdefault(key, {})
            if type(table) is list:
                table = table[-1]
        if array:
            table.setdefault(keys[-1], []).append({})
            return table[keys[-1]][-1]
        return table.setdefault(keys[-1], {})

    def pair(self, table):
        keys = self.keys()
        self.take('=')
        self.skip(SPACE)
        for key in keys[:-1]:
            table = table.setdefault(key, {})
        if keys[-1] in table:
            self.fail()
        table[keys[-1]] = self.value()

    def keys(self):
        keys = []
        while True:
            self.skip(SPACE)
            character = self.text[self.position]
            if character in '"\'':
                keys.append(self.value())
            else:
                match = BARE.match(self.text, self.position) or self.fail()
                keys.append(match.group())
                self.position = match.end()
            self.skip(SPACE)
            if self.text[self.position] != '.':
                return keys
            self.position += 1

    def value(self):
        text = self.text
        character = text[self.position]
        if character == '"':
            return self.string()
        if character == "'":
            end = text.index("'", self.position + 1)
            value = text[self.position + 1 : end]
            self.position = end + 1
            return value
        if character == '[':
            return self.array()
        if character == '{':
            return self.inline()
        if text.startswith('true', self.position):
            self.position += 4
            return True
        if text.startswith('false', self.position):
            self.position += 5
            return False
        match = NUMBER.match(text, self.position) or self.fail()
        self.position = match.end()
        digits = match.group()
        if digits.startswith('0x'):
            return int(digits, 16)
        return float(digits) if match.group(1) or match.group(2) else int(digits)

    def string(self):
        text = self.text
        self.position += 1
        pieces = []
        while True:
            match = CHUNK.match(text, self.position)
            pieces.append(match.group())
            self.position = match.end()
            character = text[self.position]
            self.position += 1
            if character == '"':
                return ''.join(pieces)
            if character != '\\':
                self.fail()
            escape = text[self.position]
            self.position += 1
            if escape == 'u':
                pieces.append(chr(int(text[self.position : self.position + 4], 16)))
                self.position += 4
            else:
                pieces.append(ESCAPES[escape])

    def array(self):
        self.position += 1
        items = []
        while True:
            self.skip(BLANK)
            if self.text[self.position] == ']':
                self.position += 1
                return items
            items.append(self.value())
            self.skip(BLANK)
            if self.text[self.position] == ',':
                self.position += 1

    def inline(self):
        self.position += 1
        table = {}
        self.skip(SPACE)
        while self.text[self.position] != '}':
            self.pair(table)
            self.skip(SPACE)
            if self.text[self.position] == ',':
                self.position += 1
                self.skip(SPACE)
        self.position += 1
        return table


PIECE = '''
[server.s{n}]  # number {n}
name = "host \\"{n}\\"\\tat \\u00e9"
path = 'C:\\dir\\{n}'
ports = [ 80, 443,
  {n}, # the last
]
limits.cpu = {n}.5
limits.memory = 1_000
"quoted key" = -2.5e3
on = true
mask = 0xff
place = {{ rack = {n}, row = "r{n}", tags = ["a", "b"] }}

[[user]]
id = {n}
roles = ["read", "write"]
[user.home]
shell = false
'''


def prepare(scale):
    count = max(1, round(25 * scale))
    return ''.join(PIECE.format(n=number) for number in range(count)), count


def run(state, loops):
    text, _ = state
    document = None
    for _ in range(loops):
        document = Reader(text).document()
    return document


def verify(state, loops, document):
    text, count = state
    expected = {'server': {}, 'user': []}
    for n in range(count):
        expected['server']['s%d' % n] = {
            'name': 'host "%d"\tat é' % n,
            'path': 'C:\\dir\\%d' % n,
            'ports': [80, 443, n],
            'limits': {'cpu': n + 0.5, 'memory': 1000},
            'quoted key': -2500.0,
            'on': True,
            'mask': 255,
            'place': {'rack': n, 'row': 'r%d' % n, 'tags': ['a', 'b']},
        }
        expected['user'].append({'id': n, 'roles': ['read', 'write'], 'home': {'shell': False}})
    assert document == expected
    if tomllib is not None:
        assert tomllib.loads(text) == document

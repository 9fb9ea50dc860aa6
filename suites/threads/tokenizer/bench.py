"""Tokenizer: a hand-written scanner and a recursive-descent evaluator for arithmetic with names."""

NAME, NUMBER, OPERATOR = range(3)


class Token:
    __slots__ = ('kind', 'text', 'position')

    def __init__(self, kind, text, position):
        self.kind = kind
        self.text = text
        self.position = position


def tokens_of(text):
    tokens = []
    position = 0
    end = len(text)
    while position < end:
        character = text[position]
        if character == ' ' or character == '\n':
            position += 1
            continue
        start = position
        if character.isalpha():
            while position < end and text[position].isalnum():
                position += 1
            kind = NAME
        elif character.isdigit():
            while position < end and text[position].isdigit():
                position += 1
            kind = NUMBER
        else:
            position += 1
            kind = OPERATOR
        tokens.append(Token(kind, text[start:position], start))
    return tokens


class Evaluator:
    """Statements `name = expression ;` over + - * and parentheses."""

    def __init__(self, tokens):
        self.tokens = tokens
        self.next = 0
        self.names = {}

    def at(self, text):
        return self.next < len(self.tokens) and self.tokens[self.next].text == text

    def program(self):
        while self.next < len(self.tokens):
            name = self.tokens[self.next].text
            self.next += 2
            self.names[name] = self.sum()
            self.next += 1
        return self.names

    def sum(self):
        value = self.product()
        while True:
            if self.at('+'):
                self.next += 1
                value += self.product()
            elif self.at('-'):
                self.next += 1
                value -= self.product()
            else:
                return value

    def product(self):
        value = self.atom()
        while self.at('*'):
            self.next += 1
            value = value * self.atom() % 1000003
        return value

    def atom(self):
        token = self.tokens[self.next]
        self.next += 1
        if token.kind == NUMBER:
            return int(token.text)
        if token.kind == NAME:
            return self.names[token.text]
        value = self.sum()
        self.next += 1
        return value


def source_of(statements, seed):
    state = seed
    lines = ['x0 = 1;']
    for i in range(1, statements):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        other = (state >> 8) % i
        lines.append('x%d = (x%d + %d) * %d - x%d * 2;' % (i, i - 1, state % 100, 2 + i % 5, other))
    return '\n'.join(lines)


def prepare(scale):
    return max(5, round(120 * scale))


def worker(statements, index, workers, loops):
    source = source_of(statements, 3 + index)
    tokens = names = None
    for _ in range(loops):
        tokens = tokens_of(source)
        names = Evaluator(tokens).program()
    return source, len(tokens), names


def verify(statements, loops, results):
    for source, count, names in results:
        assert len(names) == statements
        # Each statement after the first has 14 tokens; the first has 4.
        assert count == 4 + 14 * (statements - 1), count
        expected = {}
        for line in source.split('\n'):
            name, expression = line.rstrip(';').split(' = ')
            if name == 'x0':
                expected[name] = 1
                continue
            left, right = expression.split(' - ')
            inner, factor = left[1:].split(') * ')
            base, addend = inner.split(' + ')
            other, two = right.split(' * ')
            first = (expected[base] + int(addend)) * int(factor) % 1000003
            expected[name] = first - expected[other] * int(two) % 1000003
        assert names == expected

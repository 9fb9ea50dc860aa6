"""Tokenizer module: Python source is split with the standard library's tokenize and put together again."""

import io
import tokenize

PIECE = '''\
class Account{n}(Base):
    """An account, number {n}."""

    limit = {n}_000 * 3.5e2 + 0x{n:x}

    def pay(self, amount, *rest, fee=b'none', **more):  # a comment
        if amount > self.limit and not rest:
            raise ValueError("amount %d" % amount)
        return [x ** 2 for x in rest if x != {n}] or self.names['key'] @ more

'''


def prepare(scale):
    pieces = max(1, round(12 * scale))
    return ''.join(PIECE.format(n=number) for number in range(pieces)), pieces


def run(state, loops):
    source, _ = state
    tokens = joined = None
    for _ in range(loops):
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
        joined = tokenize.untokenize(tokens)
    return tokens, joined


def verify(state, loops, result):
    source, pieces = state
    tokens, joined = result
    assert joined == source
    counts = {}
    for token in tokens:
        counts[token.type] = counts.get(token.type, 0) + 1
        if token.type in (tokenize.NAME, tokenize.OP, tokenize.NUMBER, tokenize.STRING, tokenize.COMMENT):
            (row, start), (last, end) = token.start, token.end
            assert row == last and source.split('\n')[row - 1][start:end] == token.string == token.line[start:end]
    # Counted by hand in PIECE.
    assert counts[tokenize.COMMENT] == pieces and counts[tokenize.STRING] == 4 * pieces
    assert counts[tokenize.NUMBER] == 5 * pieces
    assert counts[tokenize.INDENT] == counts[tokenize.DEDENT] == 3 * pieces

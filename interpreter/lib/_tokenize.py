"""The tokenizer behind `tokenize`: gilpy's own, which reads a source whole."""

import _gilpy


class TokenizerIter:
    def __init__(self, readline, *, encoding=None, extra_tokens=False):
        self._readline = readline
        self._encoding = encoding
        self._extra = bool(extra_tokens)
        self._tokens = None

    def __iter__(self):
        return self

    def __next__(self):
        if self._tokens is None:
            self._tokens = self._read()
        return next(self._tokens)

    def _read(self):
        lines = []
        while True:
            try:
                line = self._readline()
            except StopIteration:
                break
            if not line:
                break
            lines.append(line.decode(self._encoding or 'utf-8') if isinstance(line, (bytes, bytearray)) else line)
        shown, tokens = eval(_gilpy.tokens(''.join(lines), self._extra))
        for kind, text, row, column, end_row, end_column, line in tokens:
            yield kind, text, (row, column), (end_row, end_column), shown[line]

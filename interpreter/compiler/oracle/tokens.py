"""Reads a JSON list of sources and writes, for each, the list of the tokens that `_tokenize.TokenizerIter` gives, once
with and once without extra tokens; an error ends a list as [type, msg, lineno, offset]. With `--files` the list is of
paths, and instead of the tokens of a file (with extra tokens) an MD5 of them is written.
"""

import _tokenize
import hashlib
import io
import json
import sys
import warnings


def tokens(source, extra):
    result = []
    try:
        for info in _tokenize.TokenizerIter(io.StringIO(source, newline="").readline, extra_tokens=extra):
            result.append(info)
    except SyntaxError as error:
        result.append([type(error).__name__, error.msg, error.lineno, error.offset])
    return result


def digest(path):
    with open(path, encoding="utf-8", newline="") as file:
        try:
            source = file.read()
        except UnicodeDecodeError:
            return None
    text = json.dumps(tokens(source, True), separators=(",", ":"))
    return hashlib.md5(text.encode()).hexdigest()


def main():
    warnings.simplefilter("ignore")
    inputs = json.load(sys.stdin)
    if "--files" in sys.argv:
        result = [digest(path) for path in inputs]
    else:
        result = [[tokens(source, True), tokens(source, False)] for source in inputs]
    json.dump(result, sys.stdout)


main()

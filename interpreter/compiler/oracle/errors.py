"""Reads a JSON list of [source, mode, flags] and writes the list of what CPython says of each: null where it parses,
else [type, msg, lineno, offset, end_lineno, end_offset, text]. With `--warnings` it writes the list of the lists of
warnings as [category, msg, lineno] instead, with `--doctests FILE` it writes the sources of that
test file's doctests, with `--strings FILE` its string literals.
"""

import ast
import doctest
import json
import sys
import warnings

ONLY_AST = 0x400


def check(source, mode, flags):
    try:
        compile(source, "<string>", mode, ONLY_AST | flags, dont_inherit=True)
    except SyntaxError as error:
        names = ("msg", "lineno", "offset", "end_lineno", "end_offset", "text")
        return [type(error).__name__] + [getattr(error, name) for name in names]
    except (MemoryError, RecursionError, ValueError) as error:
        return [type(error).__name__, str(error), None, None, None, None, None]
    return None


def warned(source, mode, flags):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        compile(source, "<string>", mode, ONLY_AST | flags, dont_inherit=True)
    return [[warning.category.__name__, str(warning.message), warning.lineno] for warning in caught]


def main():
    warnings.simplefilter("ignore")
    if len(sys.argv) == 3:
        with open(sys.argv[2], encoding="utf-8") as file:
            text = file.read()
        tree = ast.parse(text)
        strings = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) is str]
        if sys.argv[1] == "--doctests":
            parser = doctest.DocTestParser()
            strings = [example.source for string in strings for example in parser.get_examples(string)]
        result = strings
    elif "--warnings" in sys.argv:
        result = [warned(*case) for case in json.load(sys.stdin)]
    else:
        result = [check(*case) for case in json.load(sys.stdin)]
    json.dump(result, sys.stdout)


main()

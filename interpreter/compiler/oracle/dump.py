"""Prints, for every path read from standard input, its syntax tree as `dump.ts` writes it.

One line a file: the path, a tab, and the MD5 of the dump (or the dump itself with `--full`);
`!` and the error instead where CPython does not parse it.
"""

import ast
import hashlib
import json
import struct
import sys
import warnings

LOCATED = (ast.stmt, ast.expr, ast.excepthandler, ast.pattern, ast.type_param, ast.arg, ast.keyword, ast.alias)
ENUMS = (ast.expr_context, ast.boolop, ast.operator, ast.unaryop, ast.cmpop)


def float_bits(value):
    return struct.pack(">d", value).hex()


def constant(value):
    if value is None or value is True or value is False:
        return str(value).lower()
    if value is ...:
        return "ellipsis"
    kind = type(value)
    if kind is int:
        return f"int:{value:x}"
    if kind is float:
        return f"float:{float_bits(value)}"
    if kind is complex:
        return f"complex:{float_bits(value.imag)}"
    if kind is str:
        return f"str:{json.dumps(value)}"
    return f"bytes:{value.hex()}"


def dump(node):
    parts = [type(node).__name__]
    if isinstance(node, LOCATED):
        parts.append(f"{node.lineno}:{node.col_offset}-{node.end_lineno}:{node.end_col_offset}")
    for name in node._fields:
        value = getattr(node, name)
        is_constant = isinstance(node, (ast.Constant, ast.MatchSingleton)) and name == "value"
        parts.append(constant(value) if is_constant else field(value))
    return f"({' '.join(parts)})"


def field(value):
    if value is None:
        return "-"
    if isinstance(value, list):
        return f"[{' '.join(map(field, value))}]"
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, ENUMS):
        return type(value).__name__
    return dump(value)


def main():
    sys.setrecursionlimit(100_000)
    warnings.simplefilter("ignore")
    full = "--full" in sys.argv
    for line in sys.stdin:
        path = line.rstrip("\n")
        try:
            with open(path, "rb") as file:
                tree = ast.parse(file.read(), path)
        except (SyntaxError, ValueError) as error:
            print(path, f"!{error}".replace("\n", " "), sep="\t")
            continue
        text = dump(tree)
        print(path, text if full else hashlib.md5(text.encode()).hexdigest(), sep="\t")


main()

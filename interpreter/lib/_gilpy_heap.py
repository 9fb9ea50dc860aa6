"""What gilpy -X heap shows when the program has ended: the objects in use, by type."""

import sys

import gil_lab

SHOWN = 25


def show():
    rows = sorted(gil_lab.census(), key=lambda row: (-row[2], row[0].__module__, row[0].__qualname__))
    objects = sum(row[1] for row in rows)
    size = sum(row[2] for row in rows)
    out = sys.stderr
    print(f"heap: {objects} objects of {len(rows)} types, {size} bytes", file=out)
    for kind, count, total in rows[:SHOWN]:
        name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
        print(f"{total:12} bytes {count:9} objects  {name}", file=out)
    if len(rows) > SHOWN:
        print(f"  and {len(rows) - SHOWN} types more", file=out)

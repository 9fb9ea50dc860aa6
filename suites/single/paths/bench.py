"""Paths: pure path arithmetic with pathlib, then a small tree of folders on disk is listed, matched and inspected.

Exercises pathlib (properties, operators, hashing, glob), os.scandir and os.stat.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path, PurePosixPath, PureWindowsPath

SUFFIXES = ('.py', '.txt', '.tar.gz', '')


def prepare(scale):
    count = max(8, round(100 * scale))
    folder = tempfile.mkdtemp(prefix='gil-lab-paths-')
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for number in range(count):
        part = os.path.join(folder, 'part%d' % (number % 4), 'deep')
        os.makedirs(part, exist_ok=True)
        with open(os.path.join(part, 'file%d%s' % (number, SUFFIXES[number % 4])), 'wb') as file:
            file.write(b'x' * (number % 16))
    return Path(folder), count


def arithmetic(count):
    base = PurePosixPath('/srv') / 'data'
    seen = set()
    sizes = 0
    for number in range(count):
        path = base / ('group%d' % (number % 5)) / ('item%d%s' % (number, SUFFIXES[number % 4]))
        renamed = path.with_name(path.stem + '.bak').with_suffix('.old')
        seen.add(renamed.parent)
        sizes += len(path.parts) + len(path.suffixes) + len(str(renamed.relative_to(base)))
        windows = PureWindowsPath('C:/', *path.parts[1:])
        if windows.drive == 'c:' or not path.match('item*'):
            sizes = -1
    return sorted(map(str, seen)), sizes


def listing(folder):
    names = []
    size = 0
    for part in sorted(folder.iterdir()):
        for path in part.joinpath('deep').glob('*.py'):
            names.append(path.name)
        for path in (part / 'deep').iterdir():
            if path.is_file():
                size += path.stat().st_size
    return sorted(names), size


def run(state, loops):
    folder, count = state
    result = None
    for _ in range(loops):
        result = arithmetic(count), listing(folder)
    return result


def verify(state, loops, result):
    folder, count = state
    (parents, sizes), (names, size) = result
    assert parents == ['/srv/data/group%d' % i for i in range(min(5, count))]
    expected = 0
    for number in range(count):
        # Parts: /, srv, data, group, item; the suffix goes twice for .tar.gz; then "groupN/" and the new name.
        stem = 'item%d%s' % (number, '.tar' if number % 4 == 2 else '')
        expected += 5 + (1, 1, 2, 0)[number % 4] + len('groupN/' + stem + '.old')
    assert sizes == expected, (sizes, expected)
    found = [name for _, _, files in os.walk(str(folder)) for name in files]
    assert len(found) == count
    assert names == sorted(name for name in found if name.endswith('.py'))
    assert size == sum(number % 16 for number in range(count))

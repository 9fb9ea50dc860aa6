"""Command lines: an argparse parser with groups and subcommands is built, then parses lines of arguments."""

import argparse

LINES = (
    ('add', '--name', 'first', '-vv', '--size=12', 'a.txt', 'b.txt'),
    ('add', '--tag', 'x', '--tag', 'y', '--no-check', 'c.txt'),
    ('remove', '--force', '--mode', 'fast', '7', '8', '9'),
    ('-q', 'list', '--sort', 'size', '--limit', '30'),
    ('list',),
)


def build():
    parser = argparse.ArgumentParser(prog='shelf', description='Keeps things on shelves.')
    loud = parser.add_mutually_exclusive_group()
    loud.add_argument('-q', '--quiet', action='store_true', help='say nothing')
    loud.add_argument('--log', metavar='FILE', help='write a log')
    commands = parser.add_subparsers(dest='command', required=True)
    add = commands.add_parser('add', help='add files')
    add.add_argument('--name', default='none')
    add.add_argument('--size', type=int, default=0)
    add.add_argument('-v', '--verbose', action='count', default=0)
    add.add_argument('--tag', action='append', default=[])
    add.add_argument('--no-check', dest='check', action='store_false')
    add.add_argument('files', nargs='+')
    remove = commands.add_parser('remove', help='remove files')
    remove.add_argument('--force', action='store_true')
    remove.add_argument('--mode', choices=('fast', 'slow'), default='slow')
    remove.add_argument('numbers', nargs='*', type=int)
    lists = commands.add_parser('list', help='list files')
    lists.add_argument('--sort', choices=('name', 'size'), default='name')
    lists.add_argument('--limit', type=int)
    return parser


def prepare(scale):
    return max(1, round(5 * scale))


def run(turns, loops):
    result = None
    for _ in range(loops):
        parser = build()
        for _ in range(turns):
            result = [vars(parser.parse_args(line)) for line in LINES]
        result.append(parser.format_usage())
    return result


def verify(turns, loops, result):
    plain = {'quiet': False, 'log': None}
    add = dict(plain, command='add', name='none', size=0, verbose=0, tag=[], check=True)
    assert result[0] == dict(add, name='first', verbose=2, size=12, files=['a.txt', 'b.txt'])
    assert result[1] == dict(add, tag=['x', 'y'], check=False, files=['c.txt'])
    assert result[2] == dict(plain, command='remove', force=True, mode='fast', numbers=[7, 8, 9])
    assert result[3] == dict(plain, command='list', quiet=True, sort='size', limit=30)
    assert result[4] == dict(plain, command='list', sort='name', limit=None)
    assert result[5].split() == 'usage: shelf [-h] [-q | --log FILE] {add,remove,list} ...'.split()

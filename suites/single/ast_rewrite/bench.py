"""Rewriting programs: Python source is parsed to a tree, rewritten by a transformer, unparsed, and compiled again.

Exercises the parser and compiler of the interpreter and the ast module, whose visitors and unparser are Python.
"""

import ast

PIECE = '''
def pay_{n}(amount, rate={n}, *rest, fee=2, **more):
    """Pay."""
    total = amount * rate + fee
    for extra in rest:
        if extra > 10 and extra % 2 == 0:
            total += extra - 1
        elif not extra:
            continue
        else:
            total -= (extra + 2) * 3
    names = [key.upper() + f'{{key!r}}:{{total + 1}}' for key in sorted(more) if key != 'x']
    try:
        more['y'] /= 2
    except (KeyError, TypeError) as error:
        names.append(type(error).__name__)
    return total, names, {{**more, 'n': lambda z=1: z + {n}}}['n']()
'''


class Doubler(ast.NodeTransformer):
    """a + b becomes add(a, b), and every name `total` becomes `result`."""

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if isinstance(node.op, ast.Add):
            call = ast.Call(func=ast.Name(id='add', ctx=ast.Load()), args=[node.left, node.right], keywords=[])
            return ast.copy_location(call, node)
        return node

    def visit_Name(self, node):
        if node.id == 'total':
            return ast.copy_location(ast.Name(id='result', ctx=node.ctx), node)
        return node


def prepare(scale):
    count = max(1, round(5 * scale))
    return ''.join(PIECE.format(n=number) for number in range(count)), count


def run(state, loops):
    source, _ = state
    names = text = None
    for _ in range(loops):
        tree = ast.fix_missing_locations(Doubler().visit(ast.parse(source)))
        text = ast.unparse(tree)
        names = {'add': lambda a, b: a + b}
        exec(compile(text, '<rewritten>', 'exec'), names)
    return names, text


def verify(state, loops, result):
    source, count = state
    names, text = result
    original = {}
    exec(compile(source, '<original>', 'exec'), original)
    assert '+ ' not in text.replace('+= ', '') and 'total' not in text
    for number in range(count):
        for arguments, more in (((5,), {}), ((5, 3, 12, 7, 0, 20), {'fee': 1, 'x': 1, 'y': 4, 'k': 2})):
            name = 'pay_%d' % number
            assert names[name](*arguments, **more) == original[name](*arguments, **more)

"""Template: a small template language is translated to Python source, compiled, and rendered over records.

Exercises re, compile and exec, closures, joins of many small strings, and escaping.
"""

import re

PAGE = """<table title="{{ title }}">
{% for row in rows %}  <tr>
{% for cell in row %}    <td>{{ cell }}</td>
{% end %}{% if row[0] == 'x3' %}    <td class="mark">{{ len(row) * 2 }}</td>
{% end %}  </tr>
{% end %}</table>
"""
TAG = re.compile(r'(\{\{.*?\}\}|\{%.*?%\})')
ESCAPES = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'}
SPECIAL = re.compile('[&<>"]')


def escape(value):
    return SPECIAL.sub(lambda match: ESCAPES[match.group()], str(value))


def translate(template):
    """Python source of a function render(write, escape, ...) with the statements of the template."""
    lines = ['def render(write, escape, title, rows):']
    depth = 1
    for piece in TAG.split(template):
        if piece.startswith('{{'):
            lines.append('    ' * depth + 'write(escape(%s))' % piece[2:-2].strip())
        elif piece.startswith('{%'):
            statement = piece[2:-2].strip()
            if statement == 'end':
                depth -= 1
            else:
                lines.append('    ' * depth + statement + ':')
                depth += 1
        elif piece:
            lines.append('    ' * depth + 'write(%r)' % piece)
    return '\n'.join(lines) + '\n'


def render(template, title, rows):
    names = {}
    exec(compile(translate(template), '<template>', 'exec'), names)
    pieces = []
    names['render'](pieces.append, escape, title, rows)
    return ''.join(pieces)


def prepare(scale):
    return [['x%d' % row] + ['<%d & %d>' % (row, column) for column in range(9)] for row in range(max(5, round(150 * scale)))]


def run(rows, loops):
    page = None
    for _ in range(loops):
        page = render(PAGE, 'a "table"', rows)
    return page


def verify(rows, loops, page):
    expected = '<table title="a &quot;table&quot;">\n'
    for row in rows:
        expected += '  <tr>\n'
        for cell in row:
            text = cell.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')
            expected += '    <td>' + text + '</td>\n'
        if row[0] == 'x3':
            expected += '    <td class="mark">20</td>\n'
        expected += '  </tr>\n'
    assert page == expected + '</table>\n'

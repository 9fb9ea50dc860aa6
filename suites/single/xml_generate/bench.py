"""XML generation: a tree of elements is built with ElementTree, changed, and written with escapes."""

import xml.etree.ElementTree as ElementTree


def build(count):
    root = ElementTree.Element('table', {'rows': str(count)})
    for number in range(count):
        row = ElementTree.SubElement(root, 'row', id=str(number))
        for column in range(4):
            cell = ElementTree.SubElement(row, 'cell')
            cell.text = '%d < %d & more' % (number, number + column)
            cell.set('name', 'c"%d"' % column)
        row.tail = '\n'
    for row in list(root)[1::2]:
        row.remove(row[0])
        row.append(ElementTree.Comment('odd'))
    return root


def prepare(scale):
    return max(4, round(150 * scale))


def run(count, loops):
    text = None
    for _ in range(loops):
        text = ElementTree.tostring(build(count), encoding='unicode')
    return text


def verify(count, loops, text):
    lines = []
    for number in range(count):
        cells = [
            '<cell name="c&quot;%d&quot;">%d &lt; %d &amp; more</cell>' % (column, number, number + column)
            for column in range(number % 2, 4)
        ]
        if number % 2:
            cells.append('<!--odd-->')
        lines.append('<row id="%d">%s</row>\n' % (number, ''.join(cells)))
    assert text == '<table rows="%d">%s</table>' % (count, ''.join(lines))

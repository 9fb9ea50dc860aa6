"""XML parsing: a catalogue is parsed to a tree with ElementTree, searched by path, and read once more with iterparse."""

import io
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape, quoteattr

NAMES = ('Bolt & Nut', 'Cable <3m>', 'Lamp "Sol"', 'Müller-Rad', 'Zange')


def prepare(scale):
    count = max(5, round(150 * scale))
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<!-- parts -->', '<catalogue xmlns:n="urn:notes">']
    for number in range(count):
        name = NAMES[number % 5]
        lines.append('  <part id="p%d" label=%s>' % (number, quoteattr(name)))
        lines.append('    <name>%s</name><price unit="EUR">%d.%02d</price>' % (escape(name), number, number % 100))
        if number % 3 == 0:
            lines.append('    <n:note>see <ref to="p%d"/> too</n:note>' % (number // 2))
        lines.append('  </part>')
    lines.append('</catalogue>')
    return '\n'.join(lines).encode('utf-8'), count


def run(state, loops):
    data, _ = state
    result = None
    for _ in range(loops):
        root = ElementTree.fromstring(data)
        names = [part.findtext('name') for part in root.findall('part')]
        labels = [part.get('label') for part in root.iter('part')]
        prices = sum(round(float(price.text) * 100) for price in root.iterfind('part/price[@unit="EUR"]'))
        links = [ref.get('to') for ref in root.iterfind('.//{urn:notes}note/ref')]
        tails = {ref.tail for ref in root.iter('ref')}
        pieces = 0
        for _, element in ElementTree.iterparse(io.BytesIO(data), events=('end',)):
            pieces += 1
            if element.tag == 'part':
                element.clear()
        result = names, labels, prices, links, tails, pieces
    return result


def verify(state, loops, result):
    _, count = state
    names, labels, prices, links, tails, pieces = result
    assert names == labels == [NAMES[number % 5] for number in range(count)]
    assert prices == sum(number * 100 + number % 100 for number in range(count))
    noted = range(0, count, 3)
    assert links == ['p%d' % (number // 2) for number in noted] and tails == {' too'}
    assert pieces == 1 + 3 * count + 2 * len(noted)

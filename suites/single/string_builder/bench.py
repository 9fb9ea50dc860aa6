"""String building: the same long text is built by +=, by join, by io.StringIO and in a bytearray."""

import io


def by_addition(count):
    text = ''
    for number in range(count):
        text += 'item '
        text += str(number)
        text += ';'
    return text


def by_join(count):
    pieces = []
    add = pieces.append
    for number in range(count):
        add('item ')
        add(str(number))
        add(';')
    return ''.join(pieces)


def by_file(count):
    file = io.StringIO()
    write = file.write
    for number in range(count):
        write('item ')
        write(str(number))
        write(';')
    return file.getvalue()


def by_bytes(count):
    data = bytearray()
    for number in range(count):
        data += b'item '
        data += str(number).encode('ascii')
        data.append(59)
    return data.decode('ascii')


def prepare(scale):
    return max(10, round(5000 * scale))


def run(count, loops):
    texts = None
    for _ in range(loops):
        texts = by_addition(count), by_join(count), by_file(count), by_bytes(count)
    return texts


def verify(count, loops, texts):
    assert texts[0] == texts[1] == texts[2] == texts[3]
    parts = texts[0].split(';')
    assert parts.pop() == '' and len(parts) == count
    assert [part.split(' ') for part in parts] == [['item', str(number)] for number in range(count)]

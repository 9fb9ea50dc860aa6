"""CSV: a table with quotes, separators and line breaks in its fields is written, read, and read again by name."""

import csv
import io

FIELDS = ('number', 'name', 'amount', 'remark')
REMARKS = ('plain', 'with, comma', 'with "quotes"', 'two\nlines', '')


def prepare(scale):
    return [
        [number, 'name%d' % (number * 7 % 100), number / 4, REMARKS[number % 5]] for number in range(max(10, round(700 * scale)))
    ]


def run(table, loops):
    text = rows = total = quoted = None
    for _ in range(loops):
        file = io.StringIO(newline='')
        writer = csv.writer(file)
        writer.writerow(FIELDS)
        writer.writerows(table)
        text = file.getvalue()
        rows = list(csv.reader(io.StringIO(text, newline='')))
        total = 0.0
        for record in csv.DictReader(io.StringIO(text, newline='')):
            total += float(record['amount'])
        file = io.StringIO(newline='')
        writer = csv.DictWriter(file, FIELDS, delimiter=';', quoting=csv.QUOTE_ALL, lineterminator='\n')
        for row in table[:50]:
            writer.writerow(dict(zip(FIELDS, row)))
        quoted = file.getvalue()
    return text, rows, total, quoted


def verify(table, loops, result):
    text, rows, total, quoted = result

    def plain(value):
        written = str(value)
        if any(special in written for special in ',"\n'):
            written = '"' + written.replace('"', '""') + '"'
        return written

    assert text == ','.join(FIELDS) + '\r\n' + ''.join(','.join(map(plain, row)) + '\r\n' for row in table)
    assert rows == [list(FIELDS)] + [[str(value) for value in row] for row in table]
    assert total == sum(row[2] for row in table)
    assert quoted == ''.join(
        ';'.join('"' + str(value).replace('"', '""') + '"' for value in row) + '\n' for row in table[:50]
    )

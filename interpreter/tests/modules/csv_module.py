# csv: dialects, quoting both ways, errors.
import csv
import io


def read(lines, **options):
    try:
        return list(csv.reader(lines, **options))
    except (csv.Error, ValueError) as error:
        return f'{type(error).__name__}: {error}'


def write(rows, **options):
    file = io.StringIO()
    try:
        sizes = [csv.writer(file, **options).writerow(row) for row in rows]
    except csv.Error as error:
        return f'Error: {error}'
    return sizes, file.getvalue()


print(read(['a,b', '"a,b"', '"a""b",c', '"x\n', 'y",z', '', ',']))
# expect: [['a', 'b'], ['a,b'], ['a"b', 'c'], ['x\ny', 'z'], [], ['', '']]
print(read(['"a"b'], strict=True), read(['"a'], strict=True), read(['"a']), read(['a\rb']))
# expect: Error: ',' expected after '"' Error: unexpected end of data [['a']] Error: new-line character seen in unquoted field - do you need to open the file with newline=''?
print(read(['a\\,b'], escapechar='\\'), read([' a, b'], skipinitialspace=True), read(["'a;b';c"], delimiter=';', quotechar="'"))
# expect: [['a,b']] [['a', 'b']] [['a;b', 'c']]
print(read(['1,"2",,3'], quoting=csv.QUOTE_NONNUMERIC), read(['1,"b",,""'], quoting=csv.QUOTE_NOTNULL), read(['x,"b"'], quoting=csv.QUOTE_STRINGS))
# expect: [[1.0, '2', '', 3.0]] [['1', 'b', None, '']] ValueError: could not convert string to float: 'x'
print(write([['a', 1, 2.5, None, True, ''], ['a"b', 'c,d', 'e\nf'], [], ['']]))
# expect: ([16, 20, 2, 4], 'a,1,2.5,,True,\r\n"a""b","c,d","e\nf"\r\n\r\n""\r\n')
print(write([[1, 'a', None, '']], quoting=csv.QUOTE_STRINGS), write([[1, 'a', None]], quoting=csv.QUOTE_NONNUMERIC))
# expect: ([11], '1,"a",,""\r\n') ([10], '1,"a",""\r\n')
print(write([['a,b']], quoting=csv.QUOTE_NONE), write([['a,b']], quoting=csv.QUOTE_NONE, escapechar='\\'))
# expect: Error: need to escape, but no escapechar set ([6], 'a\\,b\r\n')
print(write([[None]], quoting=csv.QUOTE_NOTNULL), write([5]))
# expect: Error: single empty field record must be quoted Error: iterable expected, not int
for options in ({'delimiter': 'ab'}, {'quotechar': 1}, {'quoting': 9}, {'lineterminator': None}, {'bad': 1}, {'escapechar': ','}):
    try:
        csv.reader([], **options)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
# expect: TypeError "delimiter" must be a 1-character string
# expect: TypeError "quotechar" must be string or None, not int
# expect: TypeError bad "quoting" value
# expect: TypeError lineterminator must be set
# expect: TypeError this function got an unexpected keyword argument 'bad'
# expect: ValueError bad delimiter or escapechar value


class Semicolons(csv.Dialect):
    delimiter = ';'
    quotechar = '|'
    lineterminator = '\n'
    quoting = csv.QUOTE_ALL


csv.register_dialect('semicolons', Semicolons)
print(write([['a', 'b;c']], dialect='semicolons'), read(['|a|;b'], dialect='semicolons'), csv.get_dialect('semicolons').quotechar)
# expect: ([10], '|a|;|b;c|\n') [['a', 'b']] |
csv.unregister_dialect('semicolons')
print(sorted(csv.list_dialects()))
# expect: ['excel', 'excel-tab', 'unix']
file = io.StringIO()
table = csv.DictWriter(file, ['name', 'size'])
table.writeheader()
table.writerow({'name': 'x', 'size': 3})
print(list(csv.DictReader(io.StringIO(file.getvalue()))), csv.Sniffer().sniff('a;b\nc;d\n').delimiter)
# expect: [{'name': 'x', 'size': '3'}] ;

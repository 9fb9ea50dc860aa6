"""CSV parsing and writing.
"""

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL = range(6)

_dialects = {}
_field_limit = 131072


class Error(Exception):
    pass


_ABSENT = object()
_NAMES = ('delimiter', 'doublequote', 'escapechar', 'lineterminator', 'quotechar', 'quoting', 'skipinitialspace', 'strict')


def _character(name, value, optional):
    if value is None and optional:
        return None
    if not isinstance(value, str):
        kind = 'string or None' if optional else 'string'
        raise TypeError(f'"{name}" must be {kind}, not {type(value).__name__}')
    if len(value) != 1:
        raise TypeError(f'"{name}" must be a 1-character string')
    return value


def _check_characters(dialect):
    space = not dialect.skipinitialspace
    for name, value, space_too in (
        ('delimiter', dialect.delimiter, True), ('escapechar', dialect.escapechar, space), ('quotechar', dialect.quotechar, space),
    ):
        if value in ('\r', '\n') or (value == ' ' and not space_too):
            raise ValueError(f'bad {name} value')
    delimiter, escapechar, quotechar, end = dialect.delimiter, dialect.escapechar, dialect.quotechar, dialect.lineterminator
    if escapechar == delimiter:
        raise ValueError('bad delimiter or escapechar value')
    if quotechar == delimiter:
        raise ValueError('bad delimiter or quotechar value')
    if escapechar is not None and escapechar == quotechar:
        raise ValueError('bad escapechar or quotechar value')
    if delimiter in end:
        raise ValueError('bad delimiter or lineterminator value')
    if escapechar is not None and escapechar in end:
        raise ValueError('bad escapechar or lineterminator value')
    if quotechar is not None and quotechar in end:
        raise ValueError('bad quotechar or lineterminator value')


class Dialect:
    """CSV dialect

The Dialect type records CSV dialect options."""

    __slots__ = _NAMES

    def __new__(cls, dialect=None, **options):
        for name in options:
            if name not in _NAMES:
                raise TypeError(f"this function got an unexpected keyword argument '{name}'")
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        if type(dialect) is cls and not options:
            return dialect
        given = {name: options[name] if name in options else getattr(dialect, name, _ABSENT) for name in _NAMES}
        self = super().__new__(cls)

        def fill(name, value):
            object.__setattr__(self, name, value)

        def truth(name):
            value = given[name]
            return name == 'doublequote' if value is _ABSENT else bool(value)

        value = given['delimiter']
        fill('delimiter', ',' if value is _ABSENT else _character('delimiter', value, False))
        fill('doublequote', truth('doublequote'))
        value = given['escapechar']
        fill('escapechar', None if value is _ABSENT else _character('escapechar', value, True))
        value = given['lineterminator']
        if value is _ABSENT:
            value = '\r\n'
        elif value is not None and not isinstance(value, str):
            raise TypeError('"lineterminator" must be a string')
        fill('lineterminator', value)
        quotechar = given['quotechar']
        fill('quotechar', '"' if quotechar is _ABSENT else _character('quotechar', quotechar, True))
        quoting = given['quoting']
        if quoting is not _ABSENT and type(quoting) is not int:
            raise TypeError('"quoting" must be an integer')
        fill('skipinitialspace', truth('skipinitialspace'))
        fill('strict', truth('strict'))
        if quoting is _ABSENT:
            quoting = QUOTE_NONE if quotechar is None else QUOTE_MINIMAL
        elif not QUOTE_MINIMAL <= quoting <= QUOTE_NOTNULL:
            raise TypeError('bad "quoting" value')
        fill('quoting', quoting)
        if quoting != QUOTE_NONE and self.quotechar is None:
            raise TypeError('quotechar must be set if quoting enabled')
        if self.lineterminator is None:
            raise TypeError('lineterminator must be set')
        _check_characters(self)
        return self

    def __init__(self, dialect=None, **options):
        pass

    def __setattr__(self, name, value):
        if name in _NAMES:
            raise AttributeError(f"attribute '{name}' of '_csv.Dialect' objects is not writable")
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        self.__setattr__(name, None)

    def __reduce_ex__(self, protocol):
        raise TypeError(f"cannot pickle '{type(self).__name__}' instances")


(_START_RECORD, _START_FIELD, _ESCAPED, _IN_FIELD, _IN_QUOTED, _ESCAPE_IN_QUOTED, _QUOTE_IN_QUOTED, _EAT_NEWLINE,
 _AFTER_ESCAPED_NEWLINE) = range(9)


class Reader:
    """CSV reader

Reader objects are responsible for reading and parsing tabular data
in CSV format.
"""

    def __init__(self, iterable, dialect):
        self._lines = iter(iterable)
        self.dialect = dialect
        self.line_num = 0
        self._state = _START_RECORD
        self._field = []
        self._unquoted = False
        self._fields = []

    def __iter__(self):
        return self

    def _convert(self, text, unquoted):
        quoting = self.dialect.quoting
        if not unquoted or quoting < QUOTE_NONNUMERIC or quoting == QUOTE_NONE:
            return text
        if not text:
            return text if quoting == QUOTE_NONNUMERIC else None
        return text if quoting == QUOTE_NOTNULL else float(text)

    def _save(self):
        text = ''.join(self._field)
        self._field.clear()
        self._fields.append(self._convert(text, self._unquoted))

    def _add(self, c):
        if len(self._field) >= _field_limit:
            raise Error(f'field larger than field limit ({_field_limit})')
        self._field.append(c)

    def _simple(self, line):
        """The record that a line is which needs no states; None: it needs them."""
        dialect = self.dialect
        if dialect.quotechar is not None and dialect.quotechar in line and dialect.quoting != QUOTE_NONE:
            return None
        if dialect.escapechar is not None and dialect.escapechar in line:
            return None
        text = line.rstrip('\r\n')
        if '\r' in text or '\n' in text:
            return None
        if not text:
            return []
        fields = text.split(dialect.delimiter)
        if dialect.skipinitialspace:
            fields = [field.lstrip(' ') for field in fields]
        if len(text) > _field_limit and max(map(len, fields)) > _field_limit:
            raise Error(f'field larger than field limit ({_field_limit})')
        if dialect.quoting == QUOTE_MINIMAL or dialect.quoting == QUOTE_NONE or dialect.quoting == QUOTE_ALL:
            return fields
        return [self._convert(field, True) for field in fields]

    def __next__(self):
        self._fields = fields = []
        self._field.clear()
        self._state = _START_RECORD
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if self._field or self._state == _IN_QUOTED:
                    if self.dialect.strict:
                        raise Error('unexpected end of data') from None
                    self._save()
                    return fields
                raise
            if not isinstance(line, str):
                raise Error(f'iterator should return strings, not {type(line).__name__} (the file should be opened in text mode)')
            self.line_num += 1
            if self._state == _START_RECORD:
                simple = self._simple(line)
                if simple is not None:
                    return simple
            for c in line:
                self._take(c)
            self._take('')
            if self._state == _START_RECORD:
                return fields

    def _end_field(self, c):
        self._save()
        self._state = _EAT_NEWLINE if c else _START_RECORD

    def _take(self, c):
        """The next character; '' is the end of a line."""
        dialect = self.dialect
        state = self._state
        newline = c == '\n' or c == '\r' or c == ''
        if state == _START_RECORD:
            if newline:
                if c:
                    self._state = _EAT_NEWLINE
                return
            state = self._state = _START_FIELD
        if state == _START_FIELD:
            self._unquoted = True
            if newline:
                self._end_field(c)
            elif c == dialect.quotechar and dialect.quoting != QUOTE_NONE:
                self._unquoted = False
                self._state = _IN_QUOTED
            elif c == dialect.escapechar:
                self._state = _ESCAPED
            elif c == ' ' and dialect.skipinitialspace:
                pass
            elif c == dialect.delimiter:
                self._save()
            else:
                self._add(c)
                self._state = _IN_FIELD
        elif state == _IN_QUOTED:
            if not c:
                pass
            elif c == dialect.escapechar:
                self._state = _ESCAPE_IN_QUOTED
            elif c == dialect.quotechar and dialect.quoting != QUOTE_NONE:
                self._state = _QUOTE_IN_QUOTED if dialect.doublequote else _IN_FIELD
            else:
                self._add(c)
        elif state == _ESCAPED:
            self._add(c or '\n')
            self._state = _AFTER_ESCAPED_NEWLINE if newline and c else _IN_FIELD
        elif state == _IN_FIELD or state == _AFTER_ESCAPED_NEWLINE:
            if state == _AFTER_ESCAPED_NEWLINE and not c:
                pass
            elif newline:
                self._end_field(c)
            elif c == dialect.escapechar:
                self._state = _ESCAPED
            elif c == dialect.delimiter:
                self._save()
                self._state = _START_FIELD
            else:
                self._add(c)
                self._state = _IN_FIELD
        elif state == _ESCAPE_IN_QUOTED:
            self._add(c or '\n')
            self._state = _IN_QUOTED
        elif state == _QUOTE_IN_QUOTED:
            if c == dialect.quotechar:
                self._add(c)
                self._state = _IN_QUOTED
            elif c == dialect.delimiter:
                self._save()
                self._state = _START_FIELD
            elif newline:
                self._end_field(c)
            elif dialect.strict:
                raise Error(f"'{dialect.delimiter}' expected after '{dialect.quotechar}'")
            else:
                self._add(c)
                self._state = _IN_FIELD
        elif not newline:
            raise Error("new-line character seen in unquoted field - do you need to open the file with newline=''?")
        elif not c:
            self._state = _START_RECORD


def _is_number(value):
    kind = type(value)
    return hasattr(kind, '__float__') or hasattr(kind, '__index__') or hasattr(kind, '__int__') or isinstance(value, complex)


class Writer:
    """CSV writer

Writer objects are responsible for generating tabular data
in CSV format from sequence input.
"""

    def __init__(self, file, dialect):
        write = getattr(file, 'write', None)
        if not callable(write):
            raise TypeError('argument 1 must have a "write" method')
        self._write = write
        self.dialect = dialect
        special = {dialect.delimiter, '\n', '\r', *dialect.lineterminator}
        special.update(c for c in (dialect.escapechar, dialect.quotechar) if c is not None)
        self._special = frozenset(special)

    def _text(self, field, null, quoted):
        dialect = self.dialect
        special = self._special
        if not special.isdisjoint(field):
            pieces = []
            for c in field:
                if c in special:
                    escape = False
                    if dialect.quoting == QUOTE_NONE or c == dialect.escapechar:
                        escape = True
                    elif c == dialect.quotechar:
                        if dialect.doublequote:
                            pieces.append(c)
                        else:
                            escape = True
                    if not escape:
                        quoted = True
                    elif dialect.escapechar is None:
                        raise Error('need to escape, but no escapechar set')
                    else:
                        pieces.append(dialect.escapechar)
                pieces.append(c)
            field = ''.join(pieces)
        elif not field and dialect.delimiter == ' ' and dialect.skipinitialspace:
            if dialect.quoting == QUOTE_NONE or null and dialect.quoting >= QUOTE_STRINGS:
                raise Error('empty field must be quoted if delimiter is a space and skipinitialspace is true')
            quoted = True
        return f'{dialect.quotechar}{field}{dialect.quotechar}' if quoted else field

    def _record(self, row):
        dialect = self.dialect
        quoting = dialect.quoting
        try:
            fields = iter(row)
        except TypeError:
            raise Error(f'iterable expected, not {type(row).__name__}') from None
        texts = []
        null = False
        for field in fields:
            null = field is None
            quoted = (
                quoting == QUOTE_ALL or quoting == QUOTE_NONNUMERIC and not _is_number(field)
                or quoting == QUOTE_STRINGS and isinstance(field, str) or quoting == QUOTE_NOTNULL and not null
            )
            texts.append(self._text(field if isinstance(field, str) else '' if null else str(field), null, quoted))
        record = dialect.delimiter.join(texts)
        if texts and not record:
            if quoting == QUOTE_NONE or null and quoting >= QUOTE_STRINGS:
                raise Error('single empty field record must be quoted')
            record = dialect.quotechar * 2
        return record + dialect.lineterminator

    def writerow(self, row, /):
        """writerow(iterable)

Construct and write a CSV record from an iterable of fields.  Non-string
elements will be converted to string."""
        return self._write(self._record(row))

    def writerows(self, rows, /):
        """writerows(iterable of iterables)

Construct and write a series of iterables to a csv file.  Non-string
elements will be converted to string."""
        for row in rows:
            self.writerow(row)


for _class, _name in ((Reader, 'reader'), (Writer, 'writer')):
    _class.__name__ = _class.__qualname__ = _name
del _class, _name


def _arguments(args):
    if not args:
        raise TypeError(' expected at least 1 argument, got 0')
    if len(args) > 2:
        raise TypeError(f' expected at most 2 arguments, got {len(args)}')
    return args[0], args[1] if len(args) > 1 else None


def reader(*args, **options):
    """    csv_reader = reader(iterable [, dialect='excel']
                        [optional keyword args])
    for row in csv_reader:
        process(row)

The records of an iterable of lines; options override those of the dialect."""
    iterable, dialect = _arguments(args) if 'dialect' not in options else (*args, options.pop('dialect'))
    iter(iterable)
    return Reader(iterable, Dialect(dialect, **options))


def writer(*args, **options):
    """    csv_writer = csv.writer(fileobj [, dialect='excel']
                            [optional keyword args])
    for row in sequence:
        csv_writer.writerow(row)

Writes records to anything with a method write; options override those of the dialect."""
    file, dialect = _arguments(args) if 'dialect' not in options else (*args, options.pop('dialect'))
    return Writer(file, Dialect(dialect, **options))


def register_dialect(*args, **options):
    """Create a mapping from a string name to a dialect class.
    dialect = csv.register_dialect(name[, dialect[, **fmtparams]])"""
    name, dialect = _arguments(args) if 'dialect' not in options else (*args, options.pop('dialect'))
    if not isinstance(name, str):
        raise TypeError('dialect name must be a string')
    _dialects[name] = Dialect(dialect, **options)


def unregister_dialect(name):
    """Delete the name/dialect mapping associated with a string name.

    csv.unregister_dialect(name)"""
    if _dialects.pop(name, None) is None:
        raise Error('unknown dialect')


def get_dialect(name):
    """Return the dialect instance associated with name.

    dialect = csv.get_dialect(name)"""
    hash(name)
    try:
        return _dialects[name]
    except KeyError:
        raise Error('unknown dialect') from None


def list_dialects():
    """Return a list of all known dialect names.

    names = csv.list_dialects()"""
    return list(_dialects)


def field_size_limit(*args):
    """Sets an upper limit on parsed fields.

    csv.field_size_limit([limit])

Returns old limit. If limit is not given, no new limit is set and
the old limit is returned"""
    global _field_limit
    if len(args) > 1:
        raise TypeError(f'field_size_limit() takes at most 1 argument ({len(args)} given)')
    old = _field_limit
    if args:
        if type(args[0]) is not int:
            raise TypeError('limit must be an integer')
        _field_limit = args[0]
    return old

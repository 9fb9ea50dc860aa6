"""The interface of pyexpat over an XML 1.0 parser of our own, in Python.

Here stand what a program sees and how bytes become text with places; `_gilpy_xml_dtd` reads prologs, `_gilpy_xml_content`
elements, `_gilpy_xml` knows the tokens.
"""

import codecs
import re
import sys
import types

from _gilpy_xml import CODE, GRAMMARS, MESSAGES, NAMES, S, ExpatError, wrong_prolog
from _gilpy_xml_content import _XML, Entity, Scope
from _gilpy_xml_dtd import SUBSET, TOP, Prolog, Shared

EXPAT_VERSION = 'expat_2.6.3'
version_info = (2, 6, 3)
native_encoding = 'UTF-8'
features = [
    ('sizeof(XML_Char)', 1), ('sizeof(XML_LChar)', 1), ('XML_DTD', 0), ('XML_CONTEXT_BYTES', 1024), ('XML_NS', 0),
    ('XML_BLAP_MAX_AMP', 100), ('XML_BLAP_ACT_THRES', 8388608), ('XML_GE', 0),
]
XML_PARAM_ENTITY_PARSING_NEVER, XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE, XML_PARAM_ENTITY_PARSING_ALWAYS = range(3)

error = ExpatError

errors = types.ModuleType('pyexpat.errors', 'Constants used to describe error conditions.')
errors.codes = {text: code for code, text in MESSAGES.items()}
errors.messages = dict(MESSAGES)
for _code, _name in NAMES.items():
    setattr(errors, 'XML_ERROR_' + _name, MESSAGES[_code])

model = types.ModuleType('pyexpat.model', 'Constants used to interpret content model information.')
for _number, _name in enumerate(('EMPTY', 'ANY', 'MIXED', 'NAME', 'CHOICE', 'SEQ'), 1):
    setattr(model, 'XML_CTYPE_' + _name, _number)
for _number, _name in enumerate(('NONE', 'OPT', 'REP', 'PLUS')):
    setattr(model, 'XML_CQUANT_' + _name, _number)
sys.modules['pyexpat.errors'] = errors
sys.modules['pyexpat.model'] = model
del _code, _name, _number

_HANDLERS = (
    'StartElementHandler', 'EndElementHandler', 'ProcessingInstructionHandler', 'CommentHandler', 'StartCdataSectionHandler',
    'EndCdataSectionHandler', 'StartNamespaceDeclHandler', 'EndNamespaceDeclHandler', 'StartDoctypeDeclHandler',
    'EndDoctypeDeclHandler', 'ElementDeclHandler', 'AttlistDeclHandler', 'EntityDeclHandler', 'NotationDeclHandler',
    'UnparsedEntityDeclHandler', 'NotStandaloneHandler', 'ExternalEntityRefHandler', 'SkippedEntityHandler', 'XmlDeclHandler',
)
_FLAGS = ('ordered_attributes', 'specified_attributes', 'namespace_prefixes')
_PRIVATE = (
    '_character_data', '_default_plain', '_default_expand', '_default_handler', '_expand_entities', '_buffering', '_text',
    '_text_bytes', '_text_limit', '_grammar', '_namespaces', '_separator', '_scope', '_stack', '_in_cdata', '_entities',
    '_parameters', '_attributes', '_dtd', '_parent', '_external', '_open_entities', '_base', '_parameter_parsing',
    '_foreign_dtd', '_rules', '_region', '_level', '_ignored', '_included', '_unstored',
    '_state', '_protocol_encoding', '_codec', '_decoder', '_wide',
    '_raw', '_buf', '_pos', '_event', '_event_byte', '_mark', '_first_mark', '_error', '_line', '_column', '_finished',
    '_parsing',
    '_deferral', '_deferred', 'intern',
)
_SPACE = re.compile(f'{S}*')
_PIECE = 2048


def ErrorString(code, /):
    """The text of an error code, None if there is no such code."""
    return MESSAGES.get(code)


def _flag(name):
    def read(self):
        return _values[name].__get__(self)

    def write(self, value):
        _values[name].__set__(self, bool(value))

    return property(read, write)


class XMLParserType(Prolog):
    """XML parser"""

    __slots__ = _HANDLERS + _FLAGS + _PRIVATE

    def __new__(cls, *args, **options):
        raise TypeError("cannot create 'pyexpat.xmlparser' instances")

    def Parse(self, data, isfinal=False, /):
        """Parses one more piece of the document, str or bytes; `isfinal` says that it is the last."""
        if isinstance(data, str):
            data = data.encode('utf-8')
            if self._state == 'start' and not self._raw:
                self._protocol_encoding = 'utf-8'
        elif not isinstance(data, bytes):
            data = bytes(memoryview(data))
        if self._error:
            self._fail(self._error)
        if self._finished:
            self._fail(CODE.FINISHED)
        self._dtd.read += len(data)
        self._parsing = True
        try:
            self._feed(data, bool(isfinal))
            if self._text:
                self._flush()
        except ExpatError:
            raise
        except BaseException:
            for name in _HANDLERS:
                setattr(self, name, None)
            self._character_data = self._default_plain = self._default_expand = self._default_handler = None
            self._text.clear()
            self._error = self._error or CODE.ABORTED
            raise
        finally:
            self._parsing = False
        if isfinal:
            self._finished = True
        return 1

    def ParseFile(self, file, /):
        """Parses what the binary file's read() gives."""
        try:
            read = file.read
        except AttributeError:
            raise TypeError("argument must have 'read' attribute") from None
        while True:
            data = read(_PIECE)
            if not isinstance(data, (bytes, bytearray)):
                raise TypeError(f'read() did not return a bytes object (type={type(data).__name__})')
            if len(data) > _PIECE:
                raise ValueError(f'read() returned too much data: {_PIECE} bytes requested, {len(data)} returned')
            result = self.Parse(data, not data)
            if not data:
                return result

    def _feed(self, data, final):
        if self._state == 'start':
            self._raw += data
            if not self._begin(final):
                return
            data = b''
        else:
            text = self._decoder.decode(data)
            self._trim(text)
        size = len(self._buf) - self._pos
        if self._deferral and not final and self._deferred and size < 2 * self._deferred:
            return
        start = self._pos
        pending = final and self._decoder.getstate()[0]
        # A line end of its own is a token, whatever part of a character follows.
        lone = self._state == 'prolog' and self._buf[start:] == '\r'
        self._run(final and (lone or not pending))
        self._deferred = len(self._buf) - start if self._pos == start else 0
        if pending:
            self._fail(CODE.PARTIAL_CHAR if self._codec == 'utf-8' else CODE.UNCLOSED_TOKEN, self._pos)
        if final:
            self._end()

    def _run(self, final):
        buf = self._buf
        if self._state == 'prolog':
            self._pos = self._prolog(buf, self._pos, True, final)
        if self._state == 'content':
            self._pos = self._content(buf, self._pos, True, final, 1)
        if self._state == 'epilog':
            self._pos = self._epilog(buf, self._pos, final)

    def _epilog(self, text, place, final):
        size = len(text)
        while place < size:
            self._event = place
            match = self._grammar.prolog.match(text, place)
            if not match:
                wrong = wrong_prolog(self._grammar, text, place)
                if wrong >= 0:
                    self._fail(CODE.INVALID_TOKEN, wrong)
                if final:
                    self._fail(CODE.UNCLOSED_TOKEN, place)
                return place
            kind, end = match.lastgroup, match.end()
            if kind == 'space':
                self._default_token(match[0])
            elif kind in ('comment', 'pi'):
                self._aside(kind, match, place, True)
            else:
                self._fail(CODE.JUNK_AFTER_DOC_ELEMENT, place)
            place = end
        return place

    def _end(self):
        """Checks that the document may end here."""
        state = self._state
        if state == 'content':
            if self._in_cdata:
                self._fail(CODE.UNCLOSED_CDATA_SECTION, self._pos)
            if not self._parent:
                self._fail(CODE.NO_ELEMENTS, self._pos - self._buf.endswith('\r'))
            if self._stack:
                self._fail(CODE.ASYNC_ENTITY, self._pos)
        elif state == 'prolog':
            if not self._external:
                self._fail(CODE.NO_ELEMENTS, self._pos)
            if self._level != SUBSET or self._ignored or self._included:
                self._fail(CODE.INCOMPLETE_PE, self._pos)

    # The start: which encoding, which declaration

    def _begin(self, final):
        """Chooses the encoding and reads the XML declaration: whether there was enough of both."""
        raw = self._raw
        name = self._protocol_encoding
        skip = 0
        if name is None:
            if len(raw) < 2 and not final:
                return False
            if raw in (b'\0', b'<', b'\xef', b'\xfe', b'\xff'):
                self._fail(CODE.UNCLOSED_TOKEN, 0)
            if raw[:2] in (b'\xfe\xff', b'\xff\xfe'):
                codec, skip = ('utf-16-be' if raw[0] == 0xfe else 'utf-16-le'), 2
            elif raw[:1] == b'\0' and len(raw) > 1:
                codec = 'utf-16-be'
            elif raw[1:2] == b'\0':
                codec = 'utf-16-le'
            else:
                codec = 'utf-8'
        elif name.lower() == 'utf-16':
            codec, skip = ('utf-16-le', 2) if raw[:2] == b'\xff\xfe' else ('utf-16-be', 2 * (raw[:2] == b'\xfe\xff'))
        else:
            codec = self._known(name)
        if codec == 'utf-8' and raw[:1] == b'\xef':
            if len(raw) < 3 and not final and b'\xef\xbb\xbf'.startswith(raw):
                return False
            skip = 3 * (raw[:3] == b'\xef\xbb\xbf')
        self._choose(codec)
        body = raw[skip:]
        text = self._decoder.decode(body)
        if len(text) < 6 and not final and '<?xml '.startswith(text):
            return False
        # A byte order mark is a character of the first line.
        self._mark = self._first_mark = (0, skip, 1, int(skip > 0))
        self._buf, self._pos = text, 0
        if text.startswith('<?xml') and text[5:6] in tuple(' \t\r\n?'):
            match = self._grammar.pi.match(text)
            if not match:
                wrong = wrong_prolog(self._grammar, text, 0)
                if wrong < 0 and not final:
                    return False
                self._fail(CODE.UNCLOSED_TOKEN if wrong < 0 else CODE.INVALID_TOKEN, max(wrong, 0))
            self._event = 0
            declared = self._declaration(match[0])
            end = match.end()
            if declared is not None and self._protocol_encoding is None and self._known(declared[0]) != codec:
                known = self._redeclared(declared, codec)
                if known != codec:
                    self._choose(known)
                    self._buf = match[0] + self._decoder.decode(body[end:])
            self._pos = end
        self._raw = b''
        self._state = 'content' if self._parent and not self._external else 'prolog'
        if self._external:
            self._dtd.parameter_read = True
        return True

    @staticmethod
    def _known(name):
        name = name.lower()
        return {'utf-8': 'utf-8', 'iso-8859-1': 'latin-1', 'us-ascii': 'ascii'}.get(name, name)

    def _redeclared(self, declared, codec):
        name, place = declared
        wide = codec.startswith('utf-16')
        known = self._known(name)
        if wide:
            if known in ('utf-8', 'latin-1', 'ascii'):
                self._fail(CODE.INCORRECT_ENCODING, place)
            return codec
        if known in ('utf-16', 'utf-16le', 'utf-16be'):
            self._fail(CODE.INCORRECT_ENCODING, place)
        return known

    def _choose(self, codec):
        self._codec = codec
        self._wide = codec != 'utf-8'
        if codec in ('utf-8', 'ascii'):
            self._decoder = codecs.getincrementaldecoder(codec)('surrogateescape')
        elif codec.startswith('utf-16-'):
            self._decoder = codecs.getincrementaldecoder(codec)('surrogatepass')
        elif codec == 'latin-1':
            self._decoder = codecs.getincrementaldecoder(codec)()
        else:
            self._decoder = _TableDecoder(codec)

    def _declaration(self, text):
        """Reads an XML or text declaration: (encoding, its place), None if it names none."""
        wrong = CODE.TEXT_DECL if self._parent else CODE.XML_DECL
        place, end = 5, len(text) - 2
        values = {}
        where = None
        order = ['version', 'encoding', 'standalone']
        while True:
            start = _SPACE.match(text, place, end).end()
            if start == end:
                break
            if start == place or not order:
                self._fail(wrong, start)
            stop = start
            while stop < end and text[stop] not in ' \t\r\n=':
                if not text[stop].isascii():
                    self._fail(wrong, stop)
                stop += 1
            name = text[start:stop]
            equals = _SPACE.match(text, stop, end).end()
            if equals == end or text[equals] != '=' or start == stop:
                self._fail(wrong, equals)
            quote = _SPACE.match(text, equals + 1, end).end()
            if quote == end or text[quote] not in '"\'':
                self._fail(wrong, quote)
            close = quote + 1
            while close < end and text[close] != text[quote]:
                if not (text[close].isascii() and (text[close].isalnum() or text[close] in '.-_')):
                    self._fail(wrong, close)
                close += 1
            if close == end:
                self._fail(wrong, end)
            if name not in order:
                self._fail(wrong, start)
            value = text[quote + 1:close]
            if name == 'version' and self._parent is None and value != '1.0' and not value:
                self._fail(wrong, quote + 1)
            if name == 'encoding':
                where = quote + 1
                if not value[:1].isalpha():
                    self._fail(wrong, where)
            if name == 'standalone' and (self._parent or value not in ('yes', 'no')):
                self._fail(wrong, start if self._parent else quote + 1)
            if not values and name != 'version' and not (self._parent and name == 'encoding'):
                self._fail(wrong, start)
            values[name] = value
            order = order[order.index(name) + 1:]
            place = close + 1
        if (self._parent and 'encoding' not in values) or (not self._parent and 'version' not in values):
            self._fail(wrong, end if values else 5)
        standalone = {'yes': 1, 'no': 0, None: -1}[values.get('standalone')]
        if standalone == 1 and not self._parent:
            self._dtd.standalone = True
            if self._parameter_parsing == XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE:
                self._parameter_parsing = XML_PARAM_ENTITY_PARSING_NEVER
        if self.XmlDeclHandler is not None:
            self.XmlDeclHandler(values.get('version'), values.get('encoding'), standalone)
        else:
            self._default_token(text)
        return None if where is None else (values['encoding'], where)

    # Places

    def _trim(self, text):
        """Drops what has been parsed and appends the text, the marks moved with it."""
        if self._event is not None:
            self._event_byte = self._locate(self._event)[0]
            self._event = None
        byte, line, column = self._locate(self._pos)
        self._buf = self._buf[self._pos:] + text
        self._mark = self._first_mark = (0, byte, line, column)
        self._pos = 0

    def _locate(self, place):
        """The byte, line and column of a place in the text, counted from the last place asked for."""
        at, byte, line, column = self._mark
        if place < at:
            at, byte, line, column = self._first_mark
        part = self._buf[at:place]
        if self._codec == 'utf-8':
            size = len(part) if part.isascii() else len(part.encode('utf-8', 'surrogateescape'))
        elif self._codec and self._codec.startswith('utf-16'):
            size = len(part.encode('utf-16-le', 'surrogatepass'))
        else:
            size = len(part)
        last = max(part.rfind('\n'), part.rfind('\r'))
        if last < 0:
            column += len(part)
        else:
            column = len(part) - last - 1
            line += part.count('\n') + part.count('\r') - part.count('\r\n')
        self._mark = (place, byte + size, line, column)
        return byte + size, line, column

    def _locate_error(self):
        if self._event is None:
            self._line, self._column = self._locate(self._pos)[1:]
        else:
            self._event_byte, self._line, self._column = self._locate(self._event)

    def _position(self):
        place = self._event if (self._parsing or self._error) and self._event is not None else self._pos
        return self._locate(place)

    @property
    def CurrentByteIndex(self):
        return self._event_byte if self._event is None else self._locate(self._event)[0]

    @property
    def CurrentLineNumber(self):
        return self._position()[1]

    @property
    def CurrentColumnNumber(self):
        return self._position()[2]

    ErrorByteIndex, ErrorLineNumber, ErrorColumnNumber = CurrentByteIndex, CurrentLineNumber, CurrentColumnNumber

    @property
    def ErrorCode(self):
        return self._error

    # What a program may set

    @property
    def CharacterDataHandler(self):
        return self._character_data

    @CharacterDataHandler.setter
    def CharacterDataHandler(self, handler):
        if self._text:
            self._flush()
        self._character_data = handler

    @property
    def DefaultHandler(self):
        return self._default_plain

    @DefaultHandler.setter
    def DefaultHandler(self, handler):
        self._default_plain = self._default_handler = handler
        self._expand_entities = False

    @property
    def DefaultHandlerExpand(self):
        return self._default_expand

    @DefaultHandlerExpand.setter
    def DefaultHandlerExpand(self, handler):
        self._default_expand = self._default_handler = handler
        self._expand_entities = True

    @property
    def buffer_text(self):
        return self._buffering

    @buffer_text.setter
    def buffer_text(self, value):
        if not value and self._text:
            self._flush()
        self._buffering = bool(value)

    @property
    def buffer_size(self):
        return self._text_limit

    @buffer_size.setter
    def buffer_size(self, value):
        if not isinstance(value, int):
            raise TypeError('buffer_size must be an integer')
        if value > sys.maxsize:
            raise OverflowError('Python int too large to convert to C long')
        if value <= 0:
            raise ValueError('buffer_size must be greater than zero')
        if value > 0x7fffffff:
            raise ValueError('buffer_size must not be greater than 2147483647')
        if value != self._text_limit and self._text:
            self._flush()
        self._text_limit = value

    @property
    def buffer_used(self):
        return self._text_bytes

    def SetBase(self, base, /):
        """Sets the base for the system identifiers of entities and notations."""
        self._base = base

    def GetBase(self):
        return self._base

    def GetInputContext(self):
        """The text from the current event on, as bytes; None outside a handler."""
        if not self._parsing or self._event is None:
            return None
        codec = self._codec if self._codec in ('utf-8', 'latin-1', 'ascii', 'utf-16-le', 'utf-16-be') else 'utf-8'
        return self._buf[self._event:].encode(codec, 'surrogateescape')

    def SetParamEntityParsing(self, flag, /):
        """Says whether parameter entities are read, the external subset among them."""
        if self._state != 'start' or self._raw:
            return 0
        self._parameter_parsing = flag
        return 1

    def UseForeignDTD(self, flag=True, /):
        """Asks the external entity handler for a DTD where the document names none."""
        if self._state != 'start' or self._raw:
            _raise(CODE.CANT_CHANGE_FEATURE_ONCE_PARSING, self)
        self._foreign_dtd = bool(flag)

    def GetReparseDeferralEnabled(self):
        return self._deferral

    def SetReparseDeferralEnabled(self, enabled, /):
        """Says whether a token that has not ended waits until twice its text is there."""
        self._deferral = bool(enabled)

    def ExternalEntityParserCreate(self, context, encoding=None, /):
        """A parser for an external entity: `context` is what the handler was given."""
        child = _create(encoding, self._namespaces, self._separator, self.intern)
        for name in _HANDLERS + _FLAGS:
            setattr(child, name, getattr(self, name))
        for name in (
            '_character_data', '_default_plain', '_default_expand', '_default_handler', '_expand_entities', '_buffering',
            '_text_limit', '_parameters', '_attributes', '_dtd', '_base', '_parameter_parsing', '_deferral',
        ):
            setattr(child, name, getattr(self, name))
        child._parent = True
        if context is None:
            child._external = True
            child._entities = self._entities
            child._rules = child._subset_rules()
            next(child._rules)
            return child
        for entity in self._entities.values():
            copy = child._entities[entity.name] = Entity(entity.name, entity.internal)
            for name in ('text', 'base', 'system', 'public', 'notation'):
                setattr(copy, name, getattr(entity, name))
        for part in context.split('\f'):
            if part in child._entities:
                child._entities[part].open = True
            elif '=' in part:
                prefix, _, uri = part.partition('=')
                child._scope.bindings[prefix or None] = uri
        return child


class _TableDecoder:
    """Decodes an encoding of one byte a character, which is all that this interface knows of others."""

    def __init__(self, name):
        table = bytes(range(256)).decode(name, 'replace')
        if len(table) != 256:
            raise ValueError('multi-byte encodings are not supported')
        self.table = table.replace('\ufffd', '\udc80')

    def decode(self, data):
        return codecs.charmap_decode(data, 'strict', self.table)[0]

    def getstate(self):
        return b'', 0


def _raise(code, parser):
    parser._error = code
    parser._fail(code)


_values = {name: XMLParserType.__dict__[name] for name in _FLAGS}
for _name in _FLAGS:
    setattr(XMLParserType, _name, _flag(_name))
del _name
XMLParserType.__name__ = XMLParserType.__qualname__ = 'xmlparser'


def _create(encoding, namespaces, separator, intern):
    parser = object.__new__(XMLParserType)
    for name in _HANDLERS + _PRIVATE:
        setattr(parser, name, None)
    for name in _FLAGS:
        setattr(parser, name, False)
    parser._expand_entities = True
    parser._buffering = parser._in_cdata = parser._parent = parser._external = parser._foreign_dtd = False
    parser._parsing = parser._finished = parser._wide = parser._unstored = False
    parser._text, parser._stack, parser._open_entities = [], [], []
    parser._text_bytes = parser._parameter_parsing = parser._ignored = parser._included = 0
    parser._error = parser._pos = parser._deferred = 0
    parser._text_limit = 8192
    parser._namespaces, parser._separator = namespaces, separator
    parser._grammar = GRAMMARS[namespaces]
    parser._scope = Scope({'xml': _XML} if namespaces else {})
    parser._entities, parser._parameters, parser._attributes = {}, {}, {}
    parser._dtd = Shared()
    parser._level, parser._state = TOP, 'start'
    parser._protocol_encoding = encoding
    parser._raw, parser._buf = b'', ''
    parser._event_byte = -1
    parser._mark = parser._first_mark = (0, 0, 1, 0)
    parser._line, parser._column = 1, 0
    parser._deferral = True
    parser.intern = intern
    parser._rules = parser._document_rules()
    next(parser._rules)
    return parser


def ParserCreate(encoding=None, namespace_separator=None, intern=None):
    """Makes a parser; with a namespace separator it joins names to their namespaces with it."""
    for number, (name, value) in enumerate((('encoding', encoding), ('namespace_separator', namespace_separator)), 1):
        if value is not None and not isinstance(value, str):
            raise TypeError(f"ParserCreate() argument '{name}' must be str or None, not {type(value).__name__}")
    if namespace_separator is not None and len(namespace_separator) > 1:
        raise ValueError('namespace_separator must be at most one character, omitted, or None')
    if intern is None:
        intern = {}
    elif not isinstance(intern, dict):
        raise TypeError('intern must be a dictionary')
    return _create(encoding, namespace_separator is not None, namespace_separator or '', intern)

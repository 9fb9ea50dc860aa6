"""What stands inside the elements of a document: tags, text, references, attributes, namespaces."""

import re

from _gilpy_xml import (
    CDATA, CODE, COMMENT, PIECES, TEXT, BAD, ExpatError, MESSAGES, newlines, reserved_target, wrong_markup, wrong_reference,
)

_XML = 'http://www.w3.org/XML/1998/namespace'
_XMLNS = 'http://www.w3.org/2000/xmlns/'
_PREDEFINED = {'lt': '<', 'gt': '>', 'amp': '&', 'quot': '"', 'apos': "'"}
_SPACES = str.maketrans('\t\n\r', '   ')
_VALUE_PARTS = re.compile(f'[^<&{BAD}]+|&')
# Expansion is refused where the text that entities stand for is this much longer than the input, and at all long.
_MOST_AMPLIFICATION = 100
_AMPLIFICATION_FROM = 8 << 20


class Entity:
    """A general or parameter entity. `text` is None for an external one; `internal` says that no other entity declares it."""

    __slots__ = ('name', 'text', 'base', 'system', 'public', 'notation', 'open', 'internal', 'size')

    def __init__(self, name, internal):
        self.name = name
        self.text = self.base = self.system = self.public = self.notation = None
        self.size = None
        self.open = False
        self.internal = internal


class Scope:
    """The prefixes bound at one place, with the names already expanded there."""

    __slots__ = ('bindings', 'elements', 'attributes')

    def __init__(self, bindings):
        self.bindings = bindings
        self.elements = {}
        self.attributes = {}


class Content:
    """The part of a parser that reads content. Places are None in the text of an entity: errors show its reference."""

    __slots__ = ()

    def _fail(self, code, place=None):
        if place is not None:
            self._event = place
        self._error = code
        self._locate_error()
        error = ExpatError(f'{MESSAGES[code]}: line {self._line}, column {self._column}')
        error.code, error.lineno, error.offset = code, self._line, self._column
        raise error

    def _flush(self):
        text = ''.join(self._text)
        self._text.clear()
        self._text_bytes = 0
        if self._character_data is not None:
            self._character_data(text)

    def _emit(self, text):
        """Hands character data, ends of lines normalised, to its handler or to the buffer of buffer_text."""
        if self._wide:
            # expat converts other encodings than UTF-8 into a buffer of that many bytes.
            for start in range(0, len(text), 1024):
                self._emit_part(text[start:start + 1024])
        else:
            self._emit_part(text)

    def _emit_part(self, text):
        if not self._buffering:
            for piece in PIECES.findall(text) if '\n' in text else (text,):
                if self._character_data is None:
                    return
                if self._buffering:
                    self._buffer_text(piece)
                else:
                    self._character_data(piece)
            return
        self._buffer_text(text)

    def _buffer_text(self, text):
        size = len(text) if text.isascii() else len(text.encode())
        if self._text_bytes + size > self._text_limit:
            if self._text:
                self._flush()
            if size > self._text_limit:
                if self._character_data is not None:
                    self._character_data(text)
                return
        self._text.append(text)
        self._text_bytes += size

    def _default(self, raw):
        """Hands a piece of the document to the default handler."""
        handler = self._default_handler
        if handler is not None:
            if self._text:
                self._flush()
            for piece in re.findall('\r\n|[\r\n]|[^\r\n]+', raw):
                handler(piece)

    def _default_token(self, raw):
        handler = self._default_handler
        if handler is not None:
            if self._text:
                self._flush()
            handler(raw)

    def _characters(self, raw, main):
        if self._character_data is not None:
            # In the text of an entity a carriage return is one that was written as a reference.
            self._emit(newlines(raw) if main else raw)
        elif self._default_handler is not None:
            self._default(raw)

    def _comment(self, match):
        handler = self.CommentHandler
        if handler is None:
            self._default_token(match[0])
        else:
            if self._text:
                self._flush()
            handler(newlines(match[1]))

    def _instruction(self, match):
        handler = self.ProcessingInstructionHandler
        if handler is None:
            self._default_token(match[0])
        else:
            if self._text:
                self._flush()
            handler(self._intern(match[1]), newlines(match[2] or '').lstrip(' \t\n'))

    def _content(self, text, place, main, final, level):
        """Reads content until the element at depth `level` ends (level 1 for the document) or the text does: the place."""
        size = len(text)
        grammar = self._grammar
        start, end_tag, stack = grammar.start, grammar.end, self._stack
        root = level == 1 and not self._parent
        while place < size:
            if main:
                self._event = place
            character = text[place]
            if self._in_cdata:
                stop = self._cdata(text, place, size, main, final)
                if stop < 0:
                    return place
                place = stop
            elif character == '<':
                match = start.match(text, place)
                if match:
                    place = match.end()
                    self._element(match, place, main)
                    if root and not stack:
                        self._state = 'epilog'
                        return place
                    continue
                match = end_tag.match(text, place)
                if match:
                    self._end_tag(match, place if main else None, level)
                    place = match.end()
                    if root and not stack:
                        self._state = 'epilog'
                        return place
                    continue
                stop = self._markup(text, place, main, final)
                if stop < 0:
                    return place
                place = stop
            elif character == '&':
                match = grammar.reference.match(text, place)
                if not match:
                    wrong = wrong_reference(grammar, text, place)
                    if wrong < 0 and not final:
                        return place
                    if wrong < 0:
                        self._fail(CODE.UNCLOSED_TOKEN, place if main else None)
                    self._fail(CODE.INVALID_TOKEN, wrong if main else None)
                self._reference(match)
                place = match.end()
            else:
                stop = TEXT.match(text, place).end()
                if stop == size and text[stop - 1] == '\r' and not final:
                    stop -= 1
                if stop == place:
                    rest = text[place:place + 3]
                    if rest in (']', ']]', '\r'):
                        if not final:
                            return place
                        self._characters(rest, main)
                        return size
                    self._fail(CODE.INVALID_TOKEN, (place + 2 if rest == ']]>' else place) if main else None)
                if text.startswith(']]>', stop):
                    # The run of text that ends there is part of the wrong token, from the last end of line on.
                    line = max(text.rfind('\n', place, stop), text.rfind('\r', place, stop)) + 1
                    if line > place:
                        self._characters(text[place:line], main)
                    self._fail(CODE.INVALID_TOKEN, stop + 2 if main else None)
                self._characters(text[place:stop], main)
                place = stop
        return place

    def _cdata(self, text, place, size, main, final):
        if text.startswith(']]>', place):
            self._in_cdata = False
            handler = self.EndCdataSectionHandler
            if handler is None:
                self._default_token(']]>')
            else:
                if self._text:
                    self._flush()
                handler()
            return place + 3
        stop = CDATA.match(text, place).end()
        if stop == size and text[stop - 1] == '\r' and not final:
            stop -= 1
        if stop == place:
            if text[place:] in (']', ']]', '\r'):
                if not final:
                    return -1
                self._fail(CODE.UNCLOSED_CDATA_SECTION, place if main else None)
            self._fail(CODE.INVALID_TOKEN, place if main else None)
        self._characters(text[place:stop], main)
        return stop

    def _markup(self, text, place, main, final):
        """Reads a comment, an instruction or the start of a CDATA section: its end, -1 if it needs more text."""
        match = COMMENT.match(text, place)
        if match:
            self._comment(match)
            return match.end()
        match = self._grammar.pi.match(text, place)
        if match:
            if match[1] == 'xml':
                self._fail(CODE.MISPLACED_XML_PI, place if main else None)
            if reserved_target(match[1]):
                self._fail(CODE.INVALID_TOKEN, match.end(1) if main else None)
            self._instruction(match)
            return match.end()
        if text.startswith('<![CDATA[', place):
            self._in_cdata = True
            handler = self.StartCdataSectionHandler
            if handler is None:
                self._default_token('<![CDATA[')
            else:
                if self._text:
                    self._flush()
                handler()
            return place + 9
        wrong = wrong_markup(self._grammar, text, place)
        if wrong >= 0:
            self._fail(CODE.INVALID_TOKEN, wrong if main else None)
        if final:
            self._fail(CODE.UNCLOSED_TOKEN, place if main else None)
        return -1

    def _intern(self, name):
        if self.intern is None or name is None:
            return name
        return self.intern.setdefault(name, name)

    def _element(self, match, end, main):
        tag, raw, empty = match.groups()
        defaults = self._attributes.get(tag) if self._attributes else None
        outer = self._scope
        declared = None
        if raw or defaults:
            values, specified = self._read_attributes(match, raw, defaults, main)
        else:
            values, specified = (), 0
        name = tag
        if self._namespaces:
            declared = []
            try:
                if values:
                    values, specified = self._expand_attributes(values, specified, declared)
                name = self._scope.elements.get(tag)
                if name is None:
                    name = self._scope.elements[tag] = self._expand(tag, True)
            except ExpatError:
                if empty:
                    self._leave(declared, outer)
                raise
        name = self._intern(name)
        if not empty:
            self._stack.append((tag, name, declared, outer))
        handler = self.StartElementHandler
        if handler is not None:
            if self._text:
                self._flush()
            if self.specified_attributes:
                values = values[:specified]
            if self.ordered_attributes:
                handler(name, [part for pair in values for part in pair])
            else:
                handler(name, dict(values))
        elif not (empty and self.EndElementHandler is not None):
            self._default_token(match[0])
        if empty:
            if self.EndElementHandler is not None:
                if main and handler is not None:
                    self._event = end
                if self._text:
                    self._flush()
                self.EndElementHandler(name)
            self._leave(declared, outer)

    def _leave(self, declared, outer):
        if declared:
            handler = self.EndNamespaceDeclHandler
            for prefix in reversed(declared):
                if handler is not None:
                    if self._text:
                        self._flush()
                    handler(self._intern(prefix))
        self._scope = outer

    def _end_tag(self, match, place, level):
        stack = self._stack
        if len(stack) < level:
            self._fail(CODE.ASYNC_ENTITY, place)
        tag, name, declared, outer = stack[-1]
        if match[1] != tag:
            self._fail(CODE.TAG_MISMATCH, None if place is None else place + 2)
        stack.pop()
        handler = self.EndElementHandler
        if handler is None:
            self._default_token(match[0])
        else:
            if self._text:
                self._flush()
            handler(name)
        self._leave(declared, outer)

    def _read_attributes(self, match, raw, defaults, main):
        """The attributes of a start tag as pairs, those of the DTD behind those that stand there, and how many stand there."""
        values = []
        seen = set()
        for part in self._grammar.attribute.finditer(match.string, match.start(2), match.end(2)):
            name, value = part.groups()
            if name in seen:
                self._fail(CODE.DUPLICATE_ATTRIBUTE, part.start() if main else None)
            seen.add(name)
            value = value[1:-1]
            kind = defaults.get(name) if defaults else None
            if '&' in value or kind and not kind[0]:
                value = self._attribute_value(value, part.start(2) + 1 if main else None, not kind or kind[0], False)
            elif not value.isprintable():
                value = newlines(value).translate(_SPACES)
            values.append((self._intern(name), value))
        specified = len(values)
        if defaults:
            for name, (_, value) in defaults.items():
                if value is not None and name not in seen:
                    values.append((self._intern(name), value))
        return values, specified

    def _attribute_value(self, raw, place, character_data, in_dtd):
        out = []
        self._append_value(raw, place, out, in_dtd)
        value = ''.join(out)
        return value if character_data else ' '.join(part for part in value.split(' ') if part)

    def _append_value(self, raw, place, out, in_dtd):
        """Appends the characters of an attribute's value with its references replaced. `place` is None inside an entity."""
        grammar = self._grammar
        at = 0
        while at < len(raw):
            part = _VALUE_PARTS.match(raw, at)
            if not part:
                self._fail(CODE.INVALID_TOKEN, None if place is None else place + at)
            if raw[at] != '&':
                out.append((part[0] if place is None else newlines(part[0])).translate(_SPACES))
                at = part.end()
                continue
            here = None if place is None else place + at
            match = grammar.reference.match(raw, at)
            if not match:
                wrong = wrong_reference(grammar, raw, at)
                self._fail(CODE.INVALID_TOKEN, here if wrong < 0 or here is None else place + wrong)
            at = match.end()
            name = match[1]
            if name is None:
                out.append(self._character(match, here))
                continue
            if name in _PREDEFINED:
                out.append(_PREDEFINED[name])
                continue
            entity = self._find_entity(name, in_dtd)
            if entity is None:
                continue
            if entity.open:
                self._fail(CODE.RECURSIVE_ENTITY_REF, here)
            if entity.notation is not None:
                self._fail(CODE.BINARY_ENTITY_REF, here)
            if entity.text is None:
                self._fail(CODE.ATTRIBUTE_EXTERNAL_ENTITY_REF, here)
            self._count_expansion(entity)
            entity.open = True
            try:
                self._append_value(entity.text, None, out, in_dtd)
            finally:
                entity.open = False

    def _character_of(self, match, place):
        number = int(match[2]) if match[2] else int(match[3], 16)
        if not (number in (9, 10, 13) or 32 <= number < 0xd800 or 0xe000 <= number < 0xfffe or 0x10000 <= number < 0x110000):
            self._fail(CODE.BAD_CHAR_REF, place)
        return chr(number)

    def _character(self, match, place):
        if len(match[0]) > 5000:
            self._fail(CODE.BAD_CHAR_REF, place)
        return self._character_of(match, place)

    def _find_entity(self, name, in_dtd=False):
        """The declared entity, or None for one that may stand in what this parser does not read."""
        entity = self._entities.get(name)
        dtd = self._dtd
        if in_dtd:
            check = not self._parent and (not self._open_entities if dtd.standalone else not dtd.has_parameters)
        else:
            check = not dtd.has_parameters or dtd.standalone
        if check:
            if entity is None:
                self._fail(CODE.UNDEFINED_ENTITY)
            if not entity.internal:
                self._fail(CODE.ENTITY_DECLARED_IN_PE)
        return entity

    def _count_expansion(self, entity, general=True):
        dtd = self._dtd
        own = len(entity.text) + len(entity.name)
        dtd.expanded += own
        # What is certain to come is counted at once, so that no time goes into what will be refused.
        rest = self._expanded_size(entity) - own if general else 0
        total = dtd.expanded + rest + dtd.read
        if total > _AMPLIFICATION_FROM and total > _MOST_AMPLIFICATION * max(dtd.read, 1):
            self._fail(CODE.AMPLIFICATION_LIMIT_BREACH)

    def _expanded_size(self, entity):
        """How long an entity's text is with the entities in it expanded."""
        if entity.size is None:
            entity.size = own = len(entity.text) + len(entity.name)
            names = (match[1] for match in self._grammar.reference.finditer(entity.text))
            parts = (self._entities.get(name) for name in names if name)
            entity.size = own + sum(self._expanded_size(part) for part in parts if part is not None and part.text is not None)
        return entity.size

    def _reference(self, match):
        name = match[1]
        if name is None or name in _PREDEFINED:
            text = _PREDEFINED[name] if name else self._character(match, None)
            if self._character_data is not None:
                self._emit(text)
            else:
                self._default_token(match[0])
            return
        entity = self._find_entity(name)
        if entity is None or (entity.text is not None and not self._expand_entities and not entity.open):
            handler = self.SkippedEntityHandler
            if handler is None:
                self._default_token(match[0])
            else:
                if self._text:
                    self._flush()
                handler(name, 0)
            return
        if entity.open:
            self._fail(CODE.RECURSIVE_ENTITY_REF)
        if entity.notation is not None:
            self._fail(CODE.BINARY_ENTITY_REF)
        if entity.text is not None:
            self._expand_entity(entity)
        elif self.ExternalEntityRefHandler is not None:
            if self._text:
                self._flush()
            entity.open = True
            context = self._context()
            entity.open = False
            if not self.ExternalEntityRefHandler(context, entity.base, entity.system, entity.public):
                self._fail(CODE.EXTERNAL_ENTITY_HANDLING)
        else:
            self._default_token(match[0])

    def _expand_entity(self, entity):
        self._count_expansion(entity)
        entity.open = True
        self._open_entities.append(entity)
        try:
            depth = len(self._stack)
            self._content(entity.text, 0, False, True, depth + 1)
            if self._in_cdata:
                self._fail(CODE.UNCLOSED_CDATA_SECTION)
            if len(self._stack) != depth:
                self._fail(CODE.ASYNC_ENTITY)
        finally:
            self._open_entities.pop()
            entity.open = False

    def _context(self):
        """What the parser of an external entity has to know of this place: bound prefixes and open entities."""
        parts = [f'{prefix or ""}={uri}' for prefix, uri in self._scope.bindings.items() if uri]
        parts += [entity.name for entity in self._entities.values() if entity.open]
        return '\f'.join(parts)

    def _expand(self, name, element):
        """The name with the namespace of its prefix; attributes without a prefix have none."""
        prefix, colon, local = name.partition(':')
        if not colon:
            if not element:
                return name
            prefix, local = None, name
        bindings = self._scope.bindings
        uri = bindings.get(prefix)
        if not uri:
            if prefix is None:
                return name
            self._fail(CODE.UNBOUND_PREFIX)
        expanded = uri + self._separator + local
        if self.namespace_prefixes and prefix is not None and self._separator:
            expanded += self._separator + prefix
        return expanded

    def _expand_attributes(self, values, specified, prefixes):
        declared = [(name, value) for name, value in values if name == 'xmlns' or name.startswith('xmlns:')]
        if declared:
            self._scope = Scope(dict(self._scope.bindings))
            for name, uri in declared:
                prefix = name[6:] or None
                self._bind(prefix, uri)
                prefixes.append(prefix)
            removed = sum(1 for name, _ in values[:specified] if name == 'xmlns' or name.startswith('xmlns:'))
            specified -= removed
            values = [pair for pair in values if pair[0] != 'xmlns' and not pair[0].startswith('xmlns:')]
        out = []
        known = self._scope.attributes
        prefixed = 0
        for name, value in values:
            expanded = known.get(name)
            if expanded is None:
                expanded = known[name] = self._intern(self._expand(name, False))
            prefixed += expanded is not name
            out.append((expanded, value))
        if prefixed > 1:
            # Two prefixes for one namespace make two names one.
            bindings = self._scope.bindings
            names = [(bindings[name.partition(':')[0]], name.partition(':')[2]) for name, _ in values if ':' in name]
            if len(set(names)) < len(names):
                self._fail(CODE.DUPLICATE_ATTRIBUTE)
        return out, specified

    def _bind(self, prefix, uri):
        if prefix is not None and not uri:
            self._fail(CODE.UNDECLARING_PREFIX)
        if prefix == 'xmlns':
            self._fail(CODE.RESERVED_PREFIX_XMLNS)
        if prefix == 'xml' and uri != _XML:
            self._fail(CODE.RESERVED_PREFIX_XML)
        if uri == _XMLNS or (uri == _XML and prefix != 'xml'):
            self._fail(CODE.RESERVED_NAMESPACE_URI)
        if self._separator and self._separator not in "-._~:/?#[]@!$&'()*+,;=%" and not self._separator.isalnum():
            if self._separator in uri:
                self._fail(CODE.SYNTAX)
        self._scope.bindings[prefix] = uri
        handler = self.StartNamespaceDeclHandler
        if handler is not None:
            if self._text:
                self._flush()
            handler(self._intern(prefix), self._intern(uri) if uri else None)

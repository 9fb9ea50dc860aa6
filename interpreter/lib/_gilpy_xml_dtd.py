"""The prolog of a document: comments, instructions and the declarations of the DTD.

The grammar of declarations is a generator that is sent one token after another, so a declaration may come in any number
of pieces of text and parameter entities are read into it as they stand.
"""

from _gilpy_xml import CODE, OPEN_ENDED, PUBLIC_ID, newlines, reserved_target, wrong_prolog, wrong_reference
from _gilpy_xml_content import _PREDEFINED, Content, Entity

_TYPES = frozenset(('CDATA', 'ID', 'IDREF', 'IDREFS', 'ENTITY', 'ENTITIES', 'NMTOKEN', 'NMTOKENS'))
_KEYWORDS = ('SYSTEM', 'PUBLIC', 'NDATA')
_QUANTIFIERS = {'?': 1, '*': 2, '+': 3}
_EMPTY, _ANY, _MIXED, _NAME, _CHOICE, _SEQUENCE = range(1, 7)
_DECLARATIONS = {
    '<!ENTITY': '_entity_declaration', '<!ATTLIST': '_attribute_declaration', '<!ELEMENT': '_element_declaration',
    '<!NOTATION': '_notation_declaration',
}
TOP, SUBSET, DECLARATION = range(3)


class Shared:
    """What a parser shares with those of its external entities."""

    __slots__ = ('standalone', 'has_parameters', 'keep', 'parameter_read', 'expanded', 'read')

    def __init__(self):
        self.standalone = self.has_parameters = self.parameter_read = False
        self.keep = True
        self.expanded = self.read = 0


class Prolog(Content):
    """The part of a parser that reads what stands outside elements."""

    __slots__ = ()

    def _prolog(self, text, place, main, final):
        """Reads tokens until the text or the prolog ends: the place of the first token left."""
        size = len(text)
        grammar = self._grammar
        match_token = grammar.prolog.match
        while place < size:
            if main:
                self._event = place
            here = place if main else None
            if self._ignored:
                place = self._ignore(text, place, final, here)
                if place == size:
                    return place
                if self._ignored:
                    return place
                continue
            match = match_token(text, place)
            if not match:
                wrong = wrong_prolog(grammar, text, place)
                if wrong >= 0:
                    # Of the first token of a parameter entity expat shows the start.
                    first = self._external and place == 0
                    self._fail(CODE.INVALID_TOKEN, None if not main or first else wrong)
                if not final:
                    return place
                self._fail(CODE.UNCLOSED_TOKEN, here)
            kind, end = match.lastgroup, match.end()
            if end == size and kind in OPEN_ENDED and not final:
                return place
            if end == size and text[place] == ']' and not final:
                return place
            token = match[0]
            if kind == 'space':
                if end == size and token[-1] == '\r' and not final:
                    token, end = token[:-1], end - 1
                    if not token:
                        return place
                if not self._handled(self._region):
                    self._default_token(token)
            elif kind == 'comment' or kind == 'pi':
                self._aside(kind, match, here, main)
            elif kind == 'start':
                if self._level != TOP or self._external:
                    self._fail(CODE.SYNTAX, here)
                self._start_content()
                return place
            elif kind == 'reference':
                self._parameter_reference(token, here)
            else:
                region = self._region
                self._rules.send((kind, token, here))
                unstored = self._unstored and (kind == 'literal' or kind == 'name' and token not in _KEYWORDS)
                if unstored or not self._handled(region) and not self._handled(self._region):
                    self._default_token(token)
            place = end
        return place

    def _handled(self, region):
        """Whether a declaration's tokens are its handler's, so not for the default handler."""
        if region is None or getattr(self, region) is None:
            return False
        return self._dtd.keep or region not in ('EntityDeclHandler', 'AttlistDeclHandler')

    def _aside(self, kind, match, here, main):
        if kind == 'pi':
            inner = self._grammar.pi.match(match.string, match.start())
            if inner[1] == 'xml':
                self._fail(CODE.MISPLACED_XML_PI, here)
            if reserved_target(inner[1]):
                self._fail(CODE.INVALID_TOKEN, inner.end(1) if main else None)
        if self._level == DECLARATION:
            self._fail(CODE.SYNTAX, here)
        if kind == 'pi':
            self._instruction(inner)
        else:
            handler = self.CommentHandler
            if handler is None:
                self._default_token(match[0])
            else:
                if self._text:
                    self._flush()
                handler(newlines(match[0])[4:-3])

    def _ignore(self, text, place, final, here):
        """Skips an ignored section with the sections in it."""
        while self._ignored:
            close = text.find(']]>', place)
            start = text.find('<![', place)
            if 0 <= start < close or (start >= 0 > close):
                self._ignored += 1
                place = start + 3
            elif close >= 0:
                self._ignored -= 1
                place = close + 3
            elif final:
                self._fail(CODE.SYNTAX, here)
            else:
                return max(place, len(text) - 2)
        return place

    def _start_content(self):
        if self._foreign_dtd:
            self._read_external_subset(None, None)
        self._state = 'content'

    def _syntax(self, token):
        self._fail(CODE.SYNTAX, token[2])

    def _document_rules(self):
        """The grammar outside the root element."""
        seen = False
        while True:
            token = yield
            if token[1] == '<!DOCTYPE' and not seen:
                seen = True
                yield from self._doctype()
            else:
                self._syntax(token)

    def _subset_rules(self):
        """The grammar of an external subset or parameter entity."""
        self._level = SUBSET
        while True:
            token = yield from self._subset()
            self._syntax(token)

    def _name(self, token, prefixed=False):
        if token[0] != 'name' or token[1][-1] in '?*+':
            self._syntax(token)
        if not (self._grammar.qname if prefixed else self._grammar.name).fullmatch(token[1]):
            self._syntax(token)
        return self._intern(token[1])

    def _literal(self, token):
        if token[0] != 'literal':
            self._syntax(token)
        return token[1][1:-1]

    def _public_id(self, token):
        text = self._literal(token)
        good = PUBLIC_ID.match(text).end()
        if good < len(text):
            self._fail(CODE.PUBLICID, None if token[2] is None else token[2] + 1 + good)
        return ' '.join(text.split())

    def _doctype(self):
        self._level = DECLARATION
        self._region = 'StartDoctypeDeclHandler'
        name = self._name((yield), True)
        system = public = None
        token = yield
        if token[0] == 'name':
            if token[1] == 'PUBLIC':
                public = self._public_id((yield))
            elif token[1] != 'SYSTEM':
                self._syntax(token)
            token = yield
            system = self._literal(token)
            self._foreign_dtd = False
            dtd = self._dtd
            dtd.has_parameters = True
            if not dtd.standalone and not self._parameter_parsing:
                self._not_standalone()
            token = yield
        subset = False
        if token[1] == '[':
            subset = True
            self._start_doctype(name, system, public, 1)
            self._level, self._region = SUBSET, None
            token = yield from self._subset()
            if token[1] != ']' or token[2] is None:
                self._syntax(token)
            self._level, self._region = DECLARATION, 'StartDoctypeDeclHandler'
            token = yield
        if token[0] != 'close':
            self._syntax(token)
        if not subset:
            self._start_doctype(name, system, public, 0)
        if system is not None or self._foreign_dtd:
            self._read_external_subset(system, public)
        self._region = 'EndDoctypeDeclHandler'
        if self.EndDoctypeDeclHandler is not None:
            self._call('EndDoctypeDeclHandler')
        self._level, self._region = TOP, None

    def _call(self, handler, *arguments):
        if self._text:
            self._flush()
        return getattr(self, handler)(*arguments)

    def _start_doctype(self, name, system, public, subset):
        if self.StartDoctypeDeclHandler is not None:
            self._call('StartDoctypeDeclHandler', name, system, public, subset)

    def _not_standalone(self):
        if self.NotStandaloneHandler is not None and not self._call('NotStandaloneHandler'):
            self._fail(CODE.NOT_STANDALONE)

    def _read_external_subset(self, system, public):
        dtd = self._dtd
        before = dtd.has_parameters
        dtd.has_parameters = True
        if self._parameter_parsing and self.ExternalEntityRefHandler is not None:
            dtd.parameter_read = False
            if not self._call('ExternalEntityRefHandler', None, self._base, system, public):
                self._fail(CODE.EXTERNAL_ENTITY_HANDLING)
            if dtd.parameter_read:
                if not dtd.standalone:
                    self._not_standalone()
            elif system is None:
                dtd.has_parameters = before
        elif system is None:
            dtd.has_parameters = before
        self._foreign_dtd = False

    def _subset(self):
        """Reads declarations: the first token that starts none."""
        while True:
            token = yield
            declaration = _DECLARATIONS.get(token[1]) if token[0] == 'open' else None
            if declaration:
                self._level = DECLARATION
                yield from getattr(self, declaration)()
                self._level = SUBSET
                self._region = None
                self._unstored = False
            elif token[0] == 'section' and self._external:
                self._level = DECLARATION
                name = yield
                if name[1] not in ('INCLUDE', 'IGNORE'):
                    self._syntax(name)
                token = yield
                if token[1] != '[':
                    self._syntax(token)
                self._level = SUBSET
                if name[1] == 'INCLUDE':
                    self._included += 1
                else:
                    self._ignored = 1
            elif token[0] == 'sectionend' and self._included:
                self._included -= 1
            else:
                return token

    def _close(self, token):
        if token[0] != 'close':
            self._syntax(token)

    def _external_id(self, token, system_needed=True):
        """Reads what stands behind SYSTEM or PUBLIC: (system, public, the token after)."""
        public = None
        if token[1] == 'PUBLIC':
            public = self._public_id((yield))
        elif token[1] != 'SYSTEM':
            self._syntax(token)
        token = yield
        if public is not None and not system_needed and token[0] == 'close':
            return None, public, token
        return self._literal(token), public, (yield)

    def _entity_declaration(self):
        self._region = 'EntityDeclHandler'
        dtd = self._dtd
        token = yield
        parameter = token[0] == 'percent'
        if parameter:
            token = yield
        name = self._name(token)
        table = self._parameters if parameter else self._entities
        entity = None
        if dtd.keep and name not in table and (parameter or name not in _PREDEFINED):
            entity = table[name] = Entity(name, not (self._parent or self._open_entities))
        self._unstored = entity is None
        token = yield
        if token[0] == 'literal':
            if dtd.keep:
                out = []
                try:
                    self._append_entity_value(token[1][1:-1], None if token[2] is None else token[2] + 1, out)
                finally:
                    # An entity is declared with what came before an error.
                    if entity:
                        entity.text = ''.join(out)
                        self._declare_entity(entity, parameter)
            self._close((yield))
            return
        if token[0] != 'name':
            self._syntax(token)
        system, public, token = yield from self._external_id(token)
        if entity:
            entity.system, entity.public, entity.base = self._intern(system), self._intern(public), self._base
        if token[1] == 'NDATA' and not parameter:
            notation = self._name((yield))
            if entity:
                entity.notation = notation
                if self.UnparsedEntityDeclHandler is not None:
                    self._call('UnparsedEntityDeclHandler', name, self._base, entity.system, entity.public, notation)
                else:
                    self._declare_entity(entity, False)
            self._close((yield))
            return
        self._close(token)
        if entity:
            self._declare_entity(entity, parameter)

    def _declare_entity(self, entity, parameter):
        if self.EntityDeclHandler is not None:
            arguments = (entity.name, int(parameter), entity.text, entity.base, entity.system, entity.public, entity.notation)
            self._call('EntityDeclHandler', *arguments)

    def _append_entity_value(self, raw, place, out):
        """Appends an entity's text: characters for their numbers, parameter entities read, other references as they are."""
        grammar = self._grammar
        at = 0
        while at < len(raw):
            stops = [stop for stop in (raw.find('&', at), raw.find('%', at)) if stop >= 0]
            stop = min(stops) if stops else len(raw)
            out.append(newlines(raw[at:stop]))
            if stop == len(raw):
                return
            here = None if place is None else place + stop
            if raw[stop] == '&':
                match = grammar.reference.match(raw, stop)
                if not match:
                    wrong = wrong_reference(grammar, raw, stop)
                    self._fail(CODE.INVALID_TOKEN, here if wrong < 0 or here is None else place + wrong)
                out.append(match[0] if match[1] else self._character(match, here))
            else:
                match = grammar.parameter.match(raw, stop)
                if not match:
                    wrong = wrong_prolog(grammar, raw, stop)
                    self._fail(CODE.INVALID_TOKEN, here if wrong < 0 or here is None else place + wrong)
                if not self._external and place is not None:
                    self._fail(CODE.PARAM_ENTITY_REF, here)
                self._append_parameter(match[1], out)
            at = match.end()

    def _append_parameter(self, name, out):
        dtd = self._dtd
        entity = self._parameters.get(name)
        if entity is None:
            dtd.keep = dtd.standalone
            return
        if entity.open:
            self._fail(CODE.RECURSIVE_ENTITY_REF)
        if entity.text is not None:
            self._count_expansion(entity, False)
            entity.open = True
            self._append_entity_value(entity.text, None, out)
            entity.open = False
        elif self.ExternalEntityRefHandler is not None:
            dtd.parameter_read = False
            entity.open = True
            if not self._call('ExternalEntityRefHandler', None, entity.base, entity.system, entity.public):
                self._fail(CODE.EXTERNAL_ENTITY_HANDLING)
            entity.open = False
            if not dtd.parameter_read:
                dtd.keep = dtd.standalone
        else:
            dtd.keep = dtd.standalone

    def _parameter_reference(self, token, here):
        inner = self._level == DECLARATION
        if self._level == TOP or (inner and not self._external and here is not None):
            self._fail(CODE.PARAM_ENTITY_REF, here)
        dtd = self._dtd
        dtd.has_parameters = True
        unread = not self._parameter_parsing
        if unread:
            dtd.keep = dtd.standalone
        else:
            name = token[1:-1]
            entity = self._parameters.get(name)
            if not self._parent and dtd.standalone and not self._open_entities:
                if entity is None:
                    self._fail(CODE.UNDEFINED_ENTITY)
                if not entity.internal:
                    self._fail(CODE.ENTITY_DECLARED_IN_PE)
            elif entity is None:
                dtd.keep = dtd.standalone
                if not inner and self.SkippedEntityHandler is not None:
                    self._call('SkippedEntityHandler', name, 1)
                else:
                    self._default_token(token)
                return
            if entity.open:
                self._fail(CODE.RECURSIVE_ENTITY_REF)
            if entity.text is not None:
                self._read_parameter(entity, inner)
                return
            if self.ExternalEntityRefHandler is None:
                dtd.keep = dtd.standalone
                self._default_token(token)
                return
            dtd.parameter_read = False
            entity.open = True
            if not self._call('ExternalEntityRefHandler', None, entity.base, entity.system, entity.public):
                self._fail(CODE.EXTERNAL_ENTITY_HANDLING)
            entity.open = False
            if not dtd.parameter_read:
                dtd.keep = dtd.standalone
                return
        if not dtd.standalone:
            self._not_standalone()
        if unread:
            self._default_token(token)

    def _read_parameter(self, entity, inner):
        self._count_expansion(entity, False)
        entity.open = True
        self._open_entities.append(entity)
        self._prolog(entity.text, 0, False, True)
        self._open_entities.pop()
        entity.open = False
        if not inner and self._level == DECLARATION:
            self._fail(CODE.INCOMPLETE_PE)

    def _notation_declaration(self):
        self._region = 'NotationDeclHandler'
        name = self._name((yield))
        token = yield
        if token[0] != 'name':
            self._syntax(token)
        system, public, token = yield from self._external_id(token, False)
        if self.NotationDeclHandler is not None:
            self._call('NotationDeclHandler', name, self._base, self._intern(system), self._intern(public))
        self._close(token)

    def _attribute_declaration(self):
        self._region = 'AttlistDeclHandler'
        element = self._name((yield), True)
        while True:
            token = yield
            if token[0] == 'close':
                return
            name = self._name(token, True)
            kind = yield from self._attribute_type()
            token = yield
            value, required, literal = None, 0, None
            if token[1] == '#REQUIRED':
                required = 1
            elif token[1] == '#FIXED':
                required, literal = 1, (yield)
            elif token[0] == 'literal':
                literal = token
            elif token[1] != '#IMPLIED':
                self._syntax(token)
            if literal is not None:
                raw = self._literal(literal)
                place = None if literal[2] is None else literal[2] + 1
                if self._dtd.keep:
                    value = self._attribute_value(raw, place, kind == 'CDATA', True)
            if self._dtd.keep:
                self._attributes.setdefault(element, {}).setdefault(name, (kind == 'CDATA', value))
                if self.AttlistDeclHandler is not None:
                    self._call('AttlistDeclHandler', element, name, kind, value, required)

    def _attribute_type(self):
        token = yield
        kind = token[1]
        if kind in _TYPES:
            return kind
        notation = kind == 'NOTATION'
        if notation:
            token = yield
        if token[1] != '(':
            self._syntax(token)
        names = []
        while True:
            token = yield
            if token[0] != 'name' or token[1][-1] in '?*+':
                self._syntax(token)
            names.append(self._name(token) if notation else token[1])
            token = yield
            if token[1] == ')':
                return f'{"NOTATION" if notation else ""}({"|".join(names)})'
            if token[1] != '|':
                self._syntax(token)

    def _element_declaration(self):
        self._region = 'ElementDeclHandler'
        name = self._name((yield), True)
        token = yield
        if token[1] == 'EMPTY':
            model = (_EMPTY, 0, None, ())
        elif token[1] == 'ANY':
            model = (_ANY, 0, None, ())
        elif token[1] == '(':
            model = yield from self._model()
        else:
            self._syntax(token)
        if self.ElementDeclHandler is not None:
            self._call('ElementDeclHandler', name, model)
        self._close((yield))

    def _model(self):
        token = yield
        if token[1] == '#PCDATA':
            return (yield from self._mixed())
        # One [type, parts] for each group that is open; None for the type until a connector shows it.
        groups = [[None, []]]
        while True:
            if token[1] == '(':
                groups.append([None, []])
                token = yield
                continue
            name, quantifier = token[1], _QUANTIFIERS.get(token[1][-1], 0)
            name = self._name((token[0], name[:-1] if quantifier else name, token[2]), True)
            groups[-1][1].append((_NAME, quantifier, name, ()))
            while True:
                token = yield
                if token[0] != 'right':
                    break
                kind, parts = groups.pop()
                group = (kind or _SEQUENCE, _QUANTIFIERS.get(token[1][-1], 0), None, tuple(parts))
                if not groups:
                    return group
                groups[-1][1].append(group)
            connector = {'|': _CHOICE, ',': _SEQUENCE}.get(token[1])
            if connector is None or groups[-1][0] not in (None, connector):
                self._syntax(token)
            groups[-1][0] = connector
            token = yield

    def _mixed(self):
        parts = []
        while True:
            token = yield
            if token[0] == 'right':
                quantifier = _QUANTIFIERS.get(token[1][-1], 0)
                if quantifier != 2 and (quantifier or parts):
                    self._syntax(token)
                return (_MIXED, quantifier, None, tuple(parts))
            if token[1] != '|':
                self._syntax(token)
            parts.append((_NAME, 0, self._name((yield), True), ()))

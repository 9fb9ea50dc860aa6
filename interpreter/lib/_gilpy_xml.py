"""Tokens of XML 1.0 as regular expressions, the place of an error where none of them matches, and ExpatError.

Well-formed input is matched by one expression a token. Only where that fails `wrong_markup` and `wrong_prolog` walk along
the text to tell a token that has not ended yet from one that can never become right.
"""

import re

from _gilpy_xml_names import FOLLOWING, LETTERS, characters

MESSAGES = {
    1: 'out of memory', 2: 'syntax error', 3: 'no element found', 4: 'not well-formed (invalid token)', 5: 'unclosed token',
    6: 'partial character', 7: 'mismatched tag', 8: 'duplicate attribute', 9: 'junk after document element',
    10: 'illegal parameter entity reference', 11: 'undefined entity', 12: 'recursive entity reference',
    13: 'asynchronous entity', 14: 'reference to invalid character number', 15: 'reference to binary entity',
    16: 'reference to external entity in attribute', 17: 'XML or text declaration not at start of entity',
    18: 'unknown encoding', 19: 'encoding specified in XML declaration is incorrect', 20: 'unclosed CDATA section',
    21: 'error in processing external entity reference', 22: 'document is not standalone',
    23: 'unexpected parser state - please send a bug report', 24: 'entity declared in parameter entity',
    25: 'requested feature requires XML_DTD support in Expat', 26: 'cannot change setting once parsing has begun',
    27: 'unbound prefix', 28: 'must not undeclare prefix', 29: 'incomplete markup in parameter entity',
    30: 'XML declaration not well-formed', 31: 'text declaration not well-formed', 32: 'illegal character(s) in public id',
    33: 'parser suspended', 34: 'parser not suspended', 35: 'parsing aborted', 36: 'parsing finished',
    37: 'cannot suspend in external parameter entity',
    38: 'reserved prefix (xml) must not be undeclared or bound to another namespace name',
    39: 'reserved prefix (xmlns) must not be declared or undeclared',
    40: 'prefix must not be bound to one of the reserved namespace names', 41: 'invalid argument',
    42: 'a successful prior call to function XML_GetBuffer is required',
    43: 'limit on input amplification factor (from DTD and entities) breached',
}
NAMES = {
    1: 'NO_MEMORY', 2: 'SYNTAX', 3: 'NO_ELEMENTS', 4: 'INVALID_TOKEN', 5: 'UNCLOSED_TOKEN', 6: 'PARTIAL_CHAR',
    7: 'TAG_MISMATCH', 8: 'DUPLICATE_ATTRIBUTE', 9: 'JUNK_AFTER_DOC_ELEMENT', 10: 'PARAM_ENTITY_REF', 11: 'UNDEFINED_ENTITY',
    12: 'RECURSIVE_ENTITY_REF', 13: 'ASYNC_ENTITY', 14: 'BAD_CHAR_REF', 15: 'BINARY_ENTITY_REF',
    16: 'ATTRIBUTE_EXTERNAL_ENTITY_REF', 17: 'MISPLACED_XML_PI', 18: 'UNKNOWN_ENCODING', 19: 'INCORRECT_ENCODING',
    20: 'UNCLOSED_CDATA_SECTION', 21: 'EXTERNAL_ENTITY_HANDLING', 22: 'NOT_STANDALONE', 23: 'UNEXPECTED_STATE',
    24: 'ENTITY_DECLARED_IN_PE', 25: 'FEATURE_REQUIRES_XML_DTD', 26: 'CANT_CHANGE_FEATURE_ONCE_PARSING', 27: 'UNBOUND_PREFIX',
    28: 'UNDECLARING_PREFIX', 29: 'INCOMPLETE_PE', 30: 'XML_DECL', 31: 'TEXT_DECL', 32: 'PUBLICID', 33: 'SUSPENDED',
    34: 'NOT_SUSPENDED', 35: 'ABORTED', 36: 'FINISHED', 37: 'SUSPEND_PE', 38: 'RESERVED_PREFIX_XML',
    39: 'RESERVED_PREFIX_XMLNS', 40: 'RESERVED_NAMESPACE_URI', 41: 'INVALID_ARGUMENT', 42: 'NO_BUFFER',
    43: 'AMPLIFICATION_LIMIT_BREACH',
}


class _Codes:
    """The code of each error by its name: CODE.SYNTAX is 2."""


CODE = _Codes()
for _code, _name in NAMES.items():
    setattr(CODE, _name, _code)


class ExpatError(Exception):
    pass


ExpatError.__module__ = 'xml.parsers.expat'

BAD = '\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\ud800-\udfff\ufffe\uffff'
_START = 'A-Z_a-z' + characters(LETTERS)
_MORE = _START + '\\-.0-9' + characters(FOLLOWING)
# What begins a start tag as far as the prolog looks at it: bytes that are no UTF-8 stand here as surrogates.
_TAG_START = 'A-Z_a-z\x80-\ud7ff\udcc2-\udcf4\ue000-\U0010ffff'
S = '[ \\t\\r\\n]'

SPACE = re.compile(f'{S}*')
GOOD = re.compile(f'[^{BAD}]*')
TEXT = re.compile(f'[^<&\\]{BAD}]*(?:\\](?!\\]>|\\]?\\Z)[^<&\\]{BAD}]*)*')
CDATA = re.compile(f'[^\\]{BAD}]*(?:\\](?!\\]>|\\]?\\Z)[^\\]{BAD}]*)*')
PIECES = re.compile('\\n|[^\\n]+')
COMMENT = re.compile(f'<!--([^\\-{BAD}]*(?:-[^\\-{BAD}]+)*)-->')
PUBLIC_ID = re.compile("[ \\r\\nA-Za-z0-9'()+,./:=?;!*#@$_%-]*")


class Grammar:
    """The expressions whose names depend on namespaces: with them a name has one colon at the most, and some have none."""

    def __init__(self, namespaces):
        colon = '' if namespaces else ':'
        name = f'[{_START}{colon}][{_MORE}{colon}]*'
        qname = f'{name}(?::{name})?' if namespaces else name
        self.colon = colon
        self.name = re.compile(name)
        self.qname = re.compile(qname)
        reference = f'&(?:{name}|#[0-9]+|#x[0-9a-fA-F]+);'
        value = '|'.join(f'{q}[^<&{q}{BAD}]*(?:{reference}[^<&{q}{BAD}]*)*{q}' for q in '"\'')
        self.start = re.compile(f'<({qname})((?:{S}+{qname}{S}*={S}*(?:{value}))*){S}*(/?)>')
        self.attribute = re.compile(f'({qname}){S}*={S}*("[^"]*"|\'[^\']*\')')
        self.end = re.compile(f'</({qname}){S}*>')
        self.reference = re.compile(f'&(?:({name})|#([0-9]+)|#x([0-9a-fA-F]+));')
        self.pi = re.compile(f'<\\?({name})(?:{S}+((?:(?!\\?>)[^{BAD}])*))?\\?>')
        self.parameter = re.compile(f'%({name});')
        stop = f'(?=[)>|,\\[%]|{S}|\\Z)'
        names = f'[{_MORE}:]'
        self.prolog = re.compile(
            f'(?P<space>{S}+)'
            f'|(?P<comment>{COMMENT.pattern.replace("(", "(?:", 1)})'
            f'|(?P<pi>{self.pi.pattern})'
            f'|(?P<open><![A-Za-z_{colon}]+(?=%(?!{S}|%|\\Z)|{S}))'
            f'|(?P<section><!\\[)'
            f'|(?P<start><(?=[{_TAG_START}{colon}]))'
            f'|(?P<literal>(?:"[^"{BAD}]*"|\'[^\'{BAD}]*\')(?=[>%\\[]|{S}|\\Z))'
            f'|(?P<reference>%{name};)'
            f'|(?P<percent>%(?={S}|%))'
            f'|(?P<close>>)'
            f'|(?P<name>{qname}[?*+]|{names}+{stop})'
            f'|(?P<pound>\\#{name}(?=[)>%|]|{S}|\\Z))'
            f'|(?P<sectionend>\\]\\]>)'
            f'|(?P<right>\\)(?:[?*+]|(?=[>,|)]|{S}|\\Z)))'
            f'|(?P<mark>[\\[(,|]|\\](?!\\]\\Z))'
        )
        self.nmtokens = re.compile(f'{names}+')


GRAMMARS = (Grammar(False), Grammar(True))
# Tokens of the prolog that may go on behind the end of the text, so that only more text shows where they end.
OPEN_ENDED = frozenset(('literal', 'name', 'pound', 'right'))


def _wrong_name(pattern, text, place):
    """The end of the name at `place`, and whether that is as good as it gets: (end, wrong), wrong None for a whole name."""
    match = pattern.match(text, place)
    if not match:
        return place, -1 if place == len(text) else place
    end = match.end()
    if end == len(text):
        return end, -1
    return end, None


def _wrong_qname(grammar, text, place):
    end, wrong = _wrong_name(grammar.qname, text, place)
    if wrong is None and text[end] == ':':
        if ':' in text[place:end]:
            return end, end
        return end, -1 if end + 1 == len(text) else end + 1
    return end, wrong


def wrong_reference(grammar, text, place):
    """Where the reference at `place` is wrong: -1 if it may still get right, None if it is right."""
    place += 1
    if text.startswith('#', place):
        digits, place = ('0123456789', place + 1)
        if text.startswith('x', place):
            digits, place = ('0123456789abcdefABCDEF', place + 1)
        first = place
        while place < len(text) and text[place] in digits:
            place += 1
        if place == len(text):
            return -1
        return None if text[place] == ';' and place > first else place
    end, wrong = _wrong_name(grammar.name, text, place)
    if wrong is not None:
        return wrong
    return None if text[end] == ';' else end


def _wrong_tag(grammar, text, place):
    size = len(text)
    end, wrong = _wrong_qname(grammar, text, place)
    if wrong is not None:
        return wrong
    while True:
        place = SPACE.match(text, end).end()
        if place == size:
            return -1
        if text[place] == '/':
            return -1 if place + 1 == size else place + 1
        if place == end:
            return place
        end, wrong = _wrong_qname(grammar, text, place)
        if wrong is not None:
            return wrong
        place = SPACE.match(text, end).end()
        if place == size:
            return -1
        if text[place] != '=':
            return place
        place = SPACE.match(text, place + 1).end()
        if place == size:
            return -1
        quote = text[place]
        if quote not in '"\'':
            return place
        plain = re.compile(f'[^<&{quote}{BAD}]*')
        place = plain.match(text, place + 1).end()
        while place < size and text[place] == '&':
            wrong = wrong_reference(grammar, text, place)
            if wrong is not None:
                return wrong
            place = plain.match(text, text.index(';', place)).end()
        if place == size:
            return -1
        if text[place] != quote:
            return place
        end = place + 1
        if end == size:
            return -1


def _wrong_comment(text, place):
    if place == len(text):
        return -1
    if text[place] != '-':
        return place
    place += 1
    good = GOOD.match(text, place).end()
    dashes = text.find('--', place, good)
    if 0 <= dashes < good:
        return -1 if dashes + 2 >= len(text) else dashes + 2
    return -1 if good == len(text) else good


def _wrong_pi(grammar, text, place):
    end, wrong = _wrong_name(grammar.name, text, place)
    if wrong is not None:
        return wrong
    if reserved_target(text[place:end]):
        return end
    if text[end] == '?':
        return -1 if end + 1 == len(text) else end + 1
    if SPACE.match(text, end).end() == end:
        return end
    good = GOOD.match(text, end).end()
    return -1 if good == len(text) else good


def reserved_target(name):
    """Whether a processing instruction may not be called so: xml in capital letters."""
    return name != 'xml' and name.lower() == 'xml'


def wrong_markup(grammar, text, place):
    """Where the markup at `place`, a `<` in content that matches no token, is wrong; -1 if more text may make it right."""
    rest = text[place + 1:place + 9]
    if not rest:
        return -1
    if rest[0] == '!':
        if rest[1:2] == '-':
            return _wrong_comment(text, place + 3)
        if rest[1:2] == '[':
            if len(rest) < 8:
                return -1
            for offset, character in enumerate('CDATA['):
                if rest[offset + 2] != character:
                    return place + 3 + offset
        return -1 if len(rest) == 1 else place + 2
    if rest[0] == '?':
        return _wrong_pi(grammar, text, place + 2)
    if rest[0] == '/':
        end, wrong = _wrong_qname(grammar, text, place + 2)
        if wrong is not None:
            return wrong
        end = SPACE.match(text, end).end()
        return -1 if end == len(text) else end
    return _wrong_tag(grammar, text, place + 1)


def wrong_prolog(grammar, text, place):
    """The same for the text between and in declarations."""
    size = len(text)
    first = text[place]
    if first == '<':
        rest = text[place + 1:place + 3]
        if not rest:
            return -1
        if rest[0] == '!':
            if len(rest) == 1:
                return -1
            if rest[1] == '-':
                return _wrong_comment(text, place + 3)
            end = place + 2
            while end < size and text[end].isascii() and (text[end].isalpha() or text[end] in grammar.colon + '_'):
                end += 1
            if end == size or (text[end] == '%' and end + 1 == size):
                return -1
            return end
        if rest[0] == '?':
            return _wrong_pi(grammar, text, place + 2)
        return place + 1
    if first in '"\'':
        good = GOOD.match(text, place).end()
        end = text.find(first, place + 1, good)
        if end >= 0:
            return end + 1
        return -1 if good == size else good
    if first in '%#':
        end, wrong = _wrong_name(grammar.name, text, place + 1)
        return end if wrong is None else wrong
    if first == ')':
        return place + 1
    if first == ']':
        return -1
    match = grammar.nmtokens.match(text, place)
    return match.end() if match else place


def newlines(text):
    """The text with every end of line as a line feed."""
    return text.replace('\r\n', '\n').replace('\r', '\n') if '\r' in text else text

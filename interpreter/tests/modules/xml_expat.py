"""The events and errors of xml.parsers.expat, for documents in one piece and in many."""
from xml.parsers import expat


def events(pieces, **options):
    out = []
    parser = expat.ParserCreate(**options)
    parser.buffer_text = True

    def note(kind):
        return lambda *arguments: out.append((kind, *arguments)) or 1

    for name in dir(parser):
        if name.endswith('Handler') and not name.startswith('Default'):
            setattr(parser, name, note(name.removesuffix('Handler')))
    try:
        for index, piece in enumerate(pieces):
            parser.Parse(piece, index == len(pieces) - 1)
    except expat.ExpatError as error:
        out.append(('error', error.code, error.lineno, error.offset, str(error)))
    return out


def show(document, **options):
    whole = events([document], **options)
    apart = events([document[i:i + 1] for i in range(len(document))] + [document[:0]], **options)
    for event in whole:
        print(event)
    # Text is handed over at the end of each piece.
    assert [e for e in whole if e[0] != 'CharacterData'] == [e for e in apart if e[0] != 'CharacterData']
    text = ''.join(e[1] for e in whole if e[0] == 'CharacterData')
    assert text == ''.join(e[1] for e in apart if e[0] == 'CharacterData')


show(b'<?xml version="1.0"?><!-- c --><a x="1\n2&lt;"><b/>t\r\n&#65;<![CDATA[<&]]]]></a><?p q?>')
# expect: ('XmlDecl', '1.0', None, -1)
# expect: ('Comment', ' c ')
# expect: ('StartElement', 'a', {'x': '1 2<'})
# expect: ('StartElement', 'b', {})
# expect: ('EndElement', 'b')
# expect: ('CharacterData', 't\nA')
# expect: ('StartCdataSection',)
# expect: ('CharacterData', '<&]]')
# expect: ('EndCdataSection',)
# expect: ('EndElement', 'a')
# expect: ('ProcessingInstruction', 'p', 'q')
show('<a xmlns="u" xmlns:p="v" p:x="1" y="2"><p:b/></a>', namespace_separator=' ')
# expect: ('StartNamespaceDecl', None, 'u')
# expect: ('StartNamespaceDecl', 'p', 'v')
# expect: ('StartElement', 'u a', {'v x': '1', 'y': '2'})
# expect: ('StartElement', 'v b', {})
# expect: ('EndElement', 'v b')
# expect: ('EndElement', 'u a')
# expect: ('EndNamespaceDecl', 'p')
# expect: ('EndNamespaceDecl', None)
show(b'''<!DOCTYPE a SYSTEM "a.dtd" [
<!ELEMENT a (b,(c|d)*,e?)> <!ELEMENT m (#PCDATA|b)*>
<!ATTLIST a one CDATA "1" two (x|y) #REQUIRED three NMTOKENS " p  q ">
<!NOTATION n PUBLIC "pub"> <!ENTITY e "<b>&f;</b>"> <!ENTITY f "F"> <!ENTITY g SYSTEM "g.xml"> <!ENTITY u SYSTEM "u" NDATA n>
]><a two="y">&e;&g;&later;</a>''')
# expect: ('NotStandalone',)
# expect: ('StartDoctypeDecl', 'a', 'a.dtd', None, 1)
# expect: ('ElementDecl', 'a', (6, 0, None, ((4, 0, 'b', ()), (5, 2, None, ((4, 0, 'c', ()), (4, 0, 'd', ()))), (4, 1, 'e', ()))))
# expect: ('ElementDecl', 'm', (3, 2, None, ((4, 0, 'b', ()),)))
# expect: ('AttlistDecl', 'a', 'one', 'CDATA', '1', 0)
# expect: ('AttlistDecl', 'a', 'two', '(x|y)', None, 1)
# expect: ('AttlistDecl', 'a', 'three', 'NMTOKENS', 'p q', 0)
# expect: ('NotationDecl', 'n', None, None, 'pub')
# expect: ('EntityDecl', 'e', 0, '<b>&f;</b>', None, None, None, None)
# expect: ('EntityDecl', 'f', 0, 'F', None, None, None, None)
# expect: ('EntityDecl', 'g', 0, None, None, 'g.xml', None, None)
# expect: ('UnparsedEntityDecl', 'u', None, 'u', None, 'n')
# expect: ('EndDoctypeDecl',)
# expect: ('StartElement', 'a', {'two': 'y', 'one': '1', 'three': 'p q'})
# expect: ('StartElement', 'b', {})
# expect: ('CharacterData', 'F')
# expect: ('EndElement', 'b')
# expect: ('ExternalEntityRef', 'g', None, 'g.xml', None)
# expect: ('SkippedEntity', 'later', 0)
# expect: ('EndElement', 'a')
show('\ufeff<a>\xe9\U0001d11e</a>'.encode('utf-16-be'))
# expect: ('StartElement', 'a', {})
# expect: ('CharacterData', 'é𝄞')
# expect: ('EndElement', 'a')
show(b'<?xml version="1.0" encoding="iso-8859-1" standalone="yes"?><a>\xe9</a>')
# expect: ('XmlDecl', '1.0', 'iso-8859-1', 1)
# expect: ('StartElement', 'a', {})
# expect: ('CharacterData', 'é')
# expect: ('EndElement', 'a')
show(b'<?xml version="1.0" encoding="cp1252"?><a>\x80</a>')
# expect: ('XmlDecl', '1.0', 'cp1252', -1)
# expect: ('StartElement', 'a', {})
# expect: ('CharacterData', '€')
# expect: ('EndElement', 'a')

for document in (
    '', 'text', '<a>', '<a', '<a></b>', '<a/><b/>', '<a>\n &x;</a>', '<a x="1" x="2"/>', '<a x=1/>', '<a>]]></a>',
    '<a>&#0;</a>', '<a><![CDATA[', '<a>\x01</a>', ' <?xml version="1.0"?><a/>', '<?xml version="1.0" foo="x"?><a/>',
    '<!DOCTYPE a [<!ENTITY e "&f;"><!ENTITY f "&e;">]><a>&e;</a>', '<!DOCTYPE a [<!ENTITY e "</a>">]><a>&e;</a>',
    '<!DOCTYPE a [<!ELEMENT a (b,c|d)>]><a/>', '<!DOCTYPE a PUBLIC "{" "x"><a/>', b'<a>\xff</a>', b'<a>\xc3',
    '<!DOCTYPE a [<!ENTITY % p "x"><!ENTITY e "%p;">]><a/>',
    '<!DOCTYPE a [<!ENTITY e "x]">]><a>&e;</a>', '<a\u2040/>', '<\u3131/>', '<a><?XML ?></a>', '<a/>]]', '<!DOCTYPE a [<!ENTITY%',
):
    print(events([document])[-1])
# expect: ('error', 3, 1, 0, 'no element found: line 1, column 0')
# expect: ('error', 2, 1, 0, 'syntax error: line 1, column 0')
# expect: ('error', 3, 1, 3, 'no element found: line 1, column 3')
# expect: ('error', 5, 1, 0, 'unclosed token: line 1, column 0')
# expect: ('error', 7, 1, 5, 'mismatched tag: line 1, column 5')
# expect: ('error', 9, 1, 4, 'junk after document element: line 1, column 4')
# expect: ('error', 11, 2, 1, 'undefined entity: line 2, column 1')
# expect: ('error', 8, 1, 9, 'duplicate attribute: line 1, column 9')
# expect: ('error', 4, 1, 5, 'not well-formed (invalid token): line 1, column 5')
# expect: ('error', 4, 1, 5, 'not well-formed (invalid token): line 1, column 5')
# expect: ('error', 14, 1, 3, 'reference to invalid character number: line 1, column 3')
# expect: ('error', 20, 1, 12, 'unclosed CDATA section: line 1, column 12')
# expect: ('error', 4, 1, 3, 'not well-formed (invalid token): line 1, column 3')
# expect: ('error', 17, 1, 1, 'XML or text declaration not at start of entity: line 1, column 1')
# expect: ('error', 30, 1, 20, 'XML declaration not well-formed: line 1, column 20')
# expect: ('error', 12, 1, 52, 'recursive entity reference: line 1, column 52')
# expect: ('error', 13, 1, 36, 'asynchronous entity: line 1, column 36')
# expect: ('error', 2, 1, 29, 'syntax error: line 1, column 29')
# expect: ('error', 32, 1, 20, 'illegal character(s) in public id: line 1, column 20')
# expect: ('error', 4, 1, 3, 'not well-formed (invalid token): line 1, column 3')
# expect: ('error', 6, 1, 3, 'partial character: line 1, column 3')
# expect: ('error', 10, 1, 42, 'illegal parameter entity reference: line 1, column 42')
# expect: ('EndElement', 'a')
# expect: ('error', 4, 1, 2, 'not well-formed (invalid token): line 1, column 2')
# expect: ('error', 4, 1, 1, 'not well-formed (invalid token): line 1, column 1')
# expect: ('error', 4, 1, 8, 'not well-formed (invalid token): line 1, column 8')
# expect: ('error', 5, 1, 4, 'unclosed token: line 1, column 4')
# expect: ('error', 5, 1, 13, 'unclosed token: line 1, column 13')
for document in (
    '<p:a/>', '<a xmlns:p=""/>', '<a xmlns:xml="u"/>', '<a xmlns:xmlns="u"/>', '<a b:c:d="1"/>',
    '<a xmlns:p="u" xmlns:q="u" p:x="1" q:x="2"></a>',
):
    print(events([document], namespace_separator='!')[-1])
# expect: ('error', 27, 1, 0, 'unbound prefix: line 1, column 0')
# expect: ('error', 28, 1, 0, 'must not undeclare prefix: line 1, column 0')
# expect: ('error', 38, 1, 0, 'reserved prefix (xml) must not be undeclared or bound to another namespace name: line 1, column 0')
# expect: ('error', 39, 1, 0, 'reserved prefix (xmlns) must not be declared or undeclared: line 1, column 0')
# expect: ('error', 4, 1, 6, 'not well-formed (invalid token): line 1, column 6')
# expect: ('error', 8, 1, 0, 'duplicate attribute: line 1, column 0')

# Entities that stand for each other many times over are refused before they fill the memory.
bomb = '<!DOCTYPE a [<!ENTITY e0 "lol">' + ''.join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10)) + ']>'
for use in '<a>&e9;</a>', '<a x="&e9;"/>':
    try:
        expat.ParserCreate().Parse(bomb + use, True)
    except expat.ExpatError as error:
        print(error.code == expat.errors.codes[expat.errors.XML_ERROR_AMPLIFICATION_LIMIT_BREACH], str(error)[:40])
# expect: True limit on input amplification factor (fro
# expect: True limit on input amplification factor (fro

# What a handler raises comes out of Parse.
parser = expat.ParserCreate()
parser.StartElementHandler = lambda name, attributes: 1 // 0
try:
    parser.Parse('<a/>', True)
except ZeroDivisionError as error:
    print(error)
# expect: integer division or modulo by zero
print(parser.StartElementHandler)  # expect: None

# Places, ordered attributes, default attributes left out.
parser = expat.ParserCreate()
parser.ordered_attributes = parser.specified_attributes = True
parser.StartElementHandler = lambda *event: print(
    event, parser.CurrentByteIndex, parser.CurrentLineNumber, parser.CurrentColumnNumber, parser.GetInputContext())
parser.Parse('<!DOCTYPE a [<!ATTLIST a d CDATA "1">]>\n <a z="\xe9" y="1">\xe9\r\n  \xe9<b/></a>', True)
# expect: ('a', ['z', 'é', 'y', '1']) 41 2 1 b'<a z="\xc3\xa9" y="1">\xc3\xa9\r\n  \xc3\xa9<b/></a>'
# expect: ('b', []) 65 3 3 b'<b/></a>'

# The default handler is given what no other takes.
parts = []
parser = expat.ParserCreate()
parser.DefaultHandler = parts.append
parser.Parse('<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY e "E">]><a b="c">&e;&amp;\r\n</a>', True)
print(ascii(''.join(parts)))
# expect: '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY e "E">]><a b="c">&e;&amp;\r\n</a>'


# External entities and parameter entities have parsers of their own.
def read(context, base, system, public):
    print('read', context, system, public)
    child = parser.ExternalEntityParserCreate(context)
    child.Parse({'dtd': '<!ENTITY e "from the DTD"><![IGNORE[<!ENTITY g "no">]]><![INCLUDE[<!ENTITY g SYSTEM "g">]]>',
                 'g': '<?xml encoding="utf-8"?><g>&e;</g>'}[system], True)
    return 1


parser = expat.ParserCreate()
parser.buffer_text = True
parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS)
parser.ExternalEntityRefHandler = read
parser.StartElementHandler = lambda *event: print(event)
parser.CharacterDataHandler = print
print(parser.Parse('<!DOCTYPE a SYSTEM "dtd"><a>&e;, &g;</a>', True))
# expect: read None dtd None
# expect: ('a', {})
# expect: from the DTD, 
# expect: read g g None
# expect: ('g', {})
# expect: from the DTD
# expect: 1
try:
    parser.Parse('')
except expat.ExpatError as error:
    print(error.code, expat.ErrorString(error.code))
# expect: 36 parsing finished

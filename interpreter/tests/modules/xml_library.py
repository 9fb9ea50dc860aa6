"""The XML modules of the standard library: ElementTree, minidom, sax, plistlib and xmlrpc."""
import io
import plistlib
import xml.dom.minidom
import xml.etree.ElementTree as ElementTree
import xml.sax
import xmlrpc.client

DOCUMENT = '''<?xml version="1.0"?>
<!DOCTYPE shop [<!ENTITY pound "\xa3">]>
<shop xmlns:m="urn:money">
  <item id="1" m:price="&pound;5">Tea &amp; milk</item>
  <item id="2"><![CDATA[<Coffee>]]><!-- hot --></item>
</shop>'''

root = ElementTree.fromstring(DOCUMENT)
print([(item.get('id'), item.text) for item in root.iter('item')])  # expect: [('1', 'Tea & milk'), ('2', '<Coffee>')]
print(root[0].attrib)  # expect: {'id': '1', '{urn:money}price': '£5'}
print(ElementTree.tostring(root[0], encoding='unicode').strip())
# expect: <item xmlns:ns0="urn:money" id="1" ns0:price="£5">Tea &amp; milk</item>
for event, element in ElementTree.iterparse(io.BytesIO(DOCUMENT.encode()), ('start', 'end', 'start-ns')):
    print(event, element if event == 'start-ns' else element.tag)
# expect: start-ns ('m', 'urn:money')
# expect: start shop
# expect: start item
# expect: end item
# expect: start item
# expect: end item
# expect: end shop
pull = ElementTree.XMLPullParser()
for piece in '<a><b>te', 'xt</b><c', '/></a>':
    pull.feed(piece)
pull.close()
print([element.tag for _, element in pull.read_events()])  # expect: ['b', 'c', 'a']
try:
    ElementTree.fromstring('<a>\n<b></a>')
except ElementTree.ParseError as error:
    print(error.code, error.position, error)
# expect: 7 (2, 5) mismatched tag: line 2, column 5

document = xml.dom.minidom.parseString(DOCUMENT.encode())
print(document.doctype.internalSubset)  # expect: <!ENTITY pound "£">
print([item.firstChild.nodeType for item in document.getElementsByTagName('item')])  # expect: [3, 4]
print(document.documentElement.childNodes[1].toxml())  # expect: <item id="1" m:price="£5">Tea &amp; milk</item>
print(xml.dom.minidom.parseString('<a><b/>x</a>').toprettyxml(indent=' ').strip())
# expect: <?xml version="1.0" ?>
# expect: <a>
# expect:  <b/>
# expect:  x
# expect: </a>


class Handler(xml.sax.ContentHandler):
    def startElementNS(self, name, qname, attributes):
        print('start', name, dict(attributes), self.locator.getLineNumber(), self.locator.getColumnNumber())

    def setDocumentLocator(self, locator):
        self.locator = locator

    def characters(self, content):
        if content.strip():
            print('text', content.strip())


reader = xml.sax.make_parser()
reader.setFeature(xml.sax.handler.feature_namespaces, True)
reader.setContentHandler(Handler())
reader.parse(io.BytesIO(DOCUMENT.encode()))
# expect: start (None, 'shop') {} 3 0
# expect: start (None, 'item') {(None, 'id'): '1', ('urn:money', 'price'): '£5'} 4 2
# expect: text Tea
# expect: text &
# expect: text milk
# expect: start (None, 'item') {(None, 'id'): '2'} 5 2
# expect: text <Coffee>
try:
    xml.sax.parseString('<a>&missing;</a>', xml.sax.ContentHandler())
except xml.sax.SAXParseException as error:
    print(error)
# expect: <unknown>:1:3: undefined entity

value = {'list': [1, 2.5, True, 'text & <more>'], 'bytes': b'\0\xff', 'dict': {}}
print(plistlib.loads(plistlib.dumps(value)) == value)  # expect: True
call = xmlrpc.client.dumps((1, 'a\xe9', [None, {'k': b'v'}]), 'method', allow_none=True)
print(xmlrpc.client.loads(call, use_builtin_types=True))  # expect: ((1, 'aé', [None, {'k': b'v'}]), 'method')

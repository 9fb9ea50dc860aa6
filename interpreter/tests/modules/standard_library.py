# Small uses of many modules: they import and do their work.
import argparse, ast, base64, binascii, calendar, cmath, colorsys, csv, datetime, decimal, difflib, fnmatch, fractions
import hashlib, html, io, keyword, pprint, random, secrets, shlex, statistics, string, textwrap, time, timeit, tokenize, uuid, zlib
print(base64.b64encode(b'hello'), binascii.hexlify(b'a'), cmath.sqrt(-1), csv.writer(io.StringIO()).writerow(['a', 'b,c']), list(csv.reader(['a,"b,c"'])))
# expect: b'aGVsbG8=' b'61' 1j 9 [['a', 'b,c']]
print(datetime.date(2024, 2, 29) + datetime.timedelta(days=366), datetime.datetime(2020, 1, 2, 3, 4, 5).isoformat(), datetime.datetime.strptime('2021-03-04', '%Y-%m-%d').strftime('%d/%m/%y %j %A'), calendar.isleap(2000))
# expect: 2025-03-01 2020-01-02T03:04:05 04/03/21 063 Thursday True
print(decimal.Decimal('0.1') + decimal.Decimal('0.2'), decimal.Decimal(1) / 3, fractions.Fraction(1, 3) + fractions.Fraction('1/6'), statistics.mean([1, 2, 3, 4]), statistics.median([3, 1, 2]))
# expect: 0.3 0.3333333333333333333333333333 1/2 2.5 2
print(hashlib.md5(b'a').hexdigest(), hashlib.sha256(b'').hexdigest()[:16], zlib.crc32(b'hello'), zlib.decompress(zlib.compress(b'x' * 100)) == b'x' * 100)
# expect: 0cc175b9c0f1b6a831c399e269772661 e3b0c44298fc1c14 907060870 True
print(html.escape('<a&b>'), keyword.iskeyword('match'), keyword.iskeyword('if'), fnmatch.fnmatch('a.py', '*.py'), shlex.split('a "b c" d'), difflib.get_close_matches('appel', ['ape', 'apple']))
# expect: &lt;a&amp;b&gt; False True True ['a', 'b c', 'd'] ['apple', 'ape']
print(textwrap.fill('the quick brown fox', 10), textwrap.dedent('  a\n    b'), textwrap.shorten('hello world foo', 11), textwrap.indent('a\nb', '> '))
# expect: the quick
# expect: brown fox a
# expect:   b hello [...] > a
# expect: > b
pprint.pprint({'b': [1, 2], 'a': 'x' * 70})
# expect: {'a': 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
# expect:  'b': [1, 2]}
random.seed(42)
print(random.random(), random.randint(1, 100), random.choice('abc'), random.sample(range(10), 3), random.shuffle([1]), round(random.gauss(0, 1), 6), random.Random('seed').getrandbits(64))
# expect: 0.6394267984578837 4 c [4, 3, 8] None 0.297475 1086387453853658878
parser = argparse.ArgumentParser(prog='p')
parser.add_argument('--n', type=int, default=1)
parser.add_argument('files', nargs='*')
print(parser.parse_args(['--n', '5', 'a', 'b']))  # expect: Namespace(n=5, files=['a', 'b'])
print([t.string for t in tokenize.generate_tokens(io.StringIO('x = 1 + 2').readline)][:5], ast.dump(ast.parse('f(x)', mode='eval')))
# expect: ['x', '=', '1', '+', '2'] Expression(body=Call(func=Name(id='f', ctx=Load()), args=[Name(id='x', ctx=Load())]))
print(uuid.UUID(int=5), len(secrets.token_hex(4)), time.strftime('%Y', time.gmtime(0)), timeit.timeit('1', number=1) >= 0, string.hexdigits, time.monotonic() <= time.monotonic())
# expect: 00000000-0000-0000-0000-000000000005 8 1970 True 0123456789abcdefABCDEF True
import inspect, types, traceback, warnings, unittest, queue, selectors, subprocess, socket, sys, os
def f(a, b=1, *c, d, **e) -> int: "doc"
print(inspect.signature(f), inspect.getdoc(f), inspect.isfunction(f), inspect.getfullargspec(f).kwonlyargs, inspect.signature(len))
# expect: (a, b=1, *c, d, **e) -> int doc True ['d'] (obj, /)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    warnings.warn('careful', DeprecationWarning)
print(caught[0].category.__name__, caught[0].message)  # expect: DeprecationWarning careful
class T(unittest.TestCase):
    def test_ok(self): self.assertEqual(1, 1)
    def test_bad(self): self.assertIn(1, [])
result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromTestCase(T).run(result)
print(result.testsRun, len(result.failures), result.failures[0][1].splitlines()[-1])
# expect: 2 1 AssertionError: 1 not found in []
a, b = socket.socketpair()
a.sendall(b'ping'); print(b.recv(10)); a.close(); b.close()  # expect: b'ping'
out = subprocess.run([sys.executable, '-c', 'print(6 * 7)'], capture_output=True, text=True)
print(out.stdout.strip(), out.returncode)  # expect: 42 0
os.environ['GILPY_TEST'] = 'x'
print(os.getenv('GILPY_TEST'), os.path.basename(os.getcwd()) != '', os.getpid() > 0)  # expect: x True True

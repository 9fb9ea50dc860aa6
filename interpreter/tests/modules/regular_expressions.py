# re: matching, groups, flags, substitution, splitting, lookaround, errors.
import re
m = re.match(r'(\w+) (?P<last>\w+)', 'John Smith, Jane')
print(m, m.group(), m.group(1, 'last'), m['last'], m.groups(), m.groupdict(), m.span(2), m.start(), m.end('last'), m.lastgroup, m.re.pattern)
# expect: <re.Match object; span=(0, 10), match='John Smith'> John Smith ('John', 'Smith') Smith ('John', 'Smith') {'last': 'Smith'} (5, 10) 0 10 last (\w+) (?P<last>\w+)
print(re.search('b+', 'aabbb').span(), re.match('b', 'ab'), re.fullmatch('a+', 'aaa').group(), re.findall(r'\d+', 'a1b22'), re.findall(r'(\w)(\d)', 'a1b2'), [x.group() for x in re.finditer('a|b', 'cab')])
# expect: (2, 5) None aaa ['1', '22'] [('a', '1'), ('b', '2')] ['a', 'b']
print(re.sub('a', 'b', 'banana'), re.sub(r'(\w)(\w)', r'\2\1', 'abcd'), re.sub('a', lambda m: m.group().upper(), 'banana', count=2), re.subn('x*', '-', 'abxd'), re.sub(r'(?P<n>\d)', r'<\g<n>\g<0>>', 'a1'))
# expect: bbnbnb badc bAnAna ('-a-b--d-', 5) a<11>
print(re.split(r'[,;]\s*', 'a, b;c'), re.split('(-)', 'a-b'), re.split('x*', 'axbc'), re.split(',', 'a,b,c', maxsplit=1), re.escape('a.b*c'))
# expect: ['a', 'b', 'c'] ['a', '-', 'b'] ['', 'a', '', 'b', 'c', ''] ['a', 'b,c'] a\.b\*c
print(re.match('(?i)ABC', 'abc').group(), re.findall('^a', 'a\na', re.M), re.match('a.b', 'a\nb', re.S).group(), re.match(r'''a  # comment
  b''', 'ab', re.X).group(), re.match(r'\w', 'é', re.A), re.findall(r'\bfoo\b', 'foo food foo'))
# expect: abc ['a', 'a'] a
# expect: b ab None ['foo', 'foo']
print(re.findall(r'(?<=\$)\d+', '$5 6'), re.findall(r'a(?!b)', 'abac'), re.findall(r'(?<!a)b', 'abcb'), re.match(r'(a)(?:b)(c)?', 'ab').groups(), re.match(r'(a)?b', 'b').groups('none'), re.match(r'(\w)\1', 'aa').group(), re.match(r'(?P<q>["\']).*?(?P=q)', '"x" "y"').group())
# expect: ['5'] ['a'] ['b'] ('a', None) ('none',) aa "x"
print(re.findall('a*?b', 'aab'), re.findall('a{2,3}', 'aaaaa'), re.findall('<.*?>', '<a><b>'), re.findall('[^a-c]', 'abcd'), re.findall(r'[\d\-x]', '1-x'), re.findall('a++b', 'aab'), re.findall('(?>a*)b', 'aab'), re.match('(a)(?(1)b|c)', 'ab').group())
# expect: ['aab'] ['aaa', 'aa'] ['<a>', '<b>'] ['d'] ['1', '-', 'x'] ['aab'] ['aab'] ab
p = re.compile('a(b)?', re.I)
print(p, p.pattern, p.flags & re.I != 0, p.groups, p.search('xAB', 1).group(), p.match('xab', 1).span(), p.fullmatch('a').group(1), p.sub('z', 'abA'), re.compile(b'\\d').findall(b'1a2'))
# expect: re.compile('a(b)?', re.IGNORECASE) a(b)? True 1 AB (1, 3) None zz [b'1', b'2']
print(re.findall(r'\s', 'a\u2003b'), re.findall('[α-ω]+', 'abc αβγ'), re.search('İ', 'i̇', re.I), re.findall(r'(?m)^(.*)$', 'ab\ncd'), re.findall('', 'ab'), re.match(r'\Aab\Z', 'ab').span(), re.search('$', 'a\n').span())
# expect: ['\u2003'] ['αβγ'] <re.Match object; span=(0, 1), match='i'> ['ab', 'cd'] ['', '', ''] (0, 2) (1, 1)
print(m.expand(r'\2-\1'), bool(m), m.string, m.pos, m.endpos, m.regs, re.match('(?P<a>x)(?P<b>y)?', 'x').groupdict('d'), re.match('(x)|(y)', 'y').lastindex, repr(re.I | re.M))
# expect: Smith-John True John Smith, Jane 0 16 ((0, 10), (0, 4), (5, 10)) {'a': 'x', 'b': 'd'} 2 re.IGNORECASE|re.MULTILINE
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
for pattern in ('(', ')', '[a', 'a**', '*a', '(?P<1>a)', '(?P<a>x)(?P<a>y)', r'\1', '(?z)', 'a{2,1}', '(?<=a*)b', '\\', '[b-a]', '(?P=x)', r'\q', 'x(?i)', '(?(2)a)'):
    attempt(lambda: re.compile(pattern))
# expect: PatternError: missing ), unterminated subpattern at position 0
# expect: PatternError: unbalanced parenthesis at position 0
# expect: PatternError: unterminated character set at position 0
# expect: PatternError: multiple repeat at position 2
# expect: PatternError: nothing to repeat at position 0
# expect: PatternError: bad character in group name '1' at position 4
# expect: PatternError: redefinition of group name 'a' as group 2; was group 1 at position 12
# expect: PatternError: invalid group reference 1 at position 1
# expect: PatternError: unknown extension ?z at position 1
# expect: PatternError: min repeat greater than max repeat at position 2
# expect: PatternError: look-behind requires fixed-width pattern
# expect: PatternError: bad escape (end of pattern) at position 0
# expect: PatternError: bad character range b-a at position 1
# expect: PatternError: unknown group name 'x' at position 4
# expect: PatternError: bad escape \q at position 0
# expect: PatternError: global flags not at the start of the expression at position 1
# expect: PatternError: invalid group reference 2 at position 3
attempt(lambda: m.group(9))  # expect: IndexError: no such group
attempt(lambda: m['zz'])  # expect: IndexError: no such group
attempt(lambda: re.match('a', b'a'))  # expect: TypeError: cannot use a string pattern on a bytes-like object
attempt(lambda: re.match(5, 'a'))  # expect: TypeError: first argument must be string or compiled pattern
attempt(lambda: re.sub('a', r'\2', 'a'))  # expect: PatternError: invalid group reference 2 at position 1
attempt(lambda: re.match('a', 5))  # expect: TypeError: expected string or bytes-like object, got 'int'
print(re.match('(a+)+$', 'a' * 15 + 'b'), len(re.findall('x', 'x' * 10000)), re.match('(?:a|b)*', 'ab' * 20000).end())
# expect: None 10000 40000

# Where matches can begin and how far repeats go: leading sets, anchors in front of them, literals behind repeats.
import re


def spans(pattern, text, flags=0):
    return [m.span() for m in re.finditer(pattern, text, flags)]


print(spans(r'\b\d+\b', 'a1 22 b3c 4'))  # expect: [(3, 5), (10, 11)]
print(spans(r'\B\d', '12 3'))  # expect: [(1, 2)]
print(spans(r'(\d+)\.(\d+)', 'x1.2 3. 44.55.6'))  # expect: [(1, 4), (8, 13)]
print(spans(r'[ab]+?c', 'aabc ab bc'))  # expect: [(0, 4), (8, 10)]
print(spans(r'\d*', 'a12'))  # expect: [(0, 0), (1, 3), (3, 3)]
print(spans(r'^\w+$', 'ab\ncd e\nf', re.M))  # expect: [(0, 2), (8, 9)]
print(spans(r'\d\Z', '1 2'))  # expect: [(2, 3)]
print(spans(r'\d+', '1\u0661\u0662 x'), spans(r'\d+', '1\u0661\u0662 x', re.A))  # expect: [(0, 3)] [(0, 1)]
print(spans(r'[^\x00-\xff]+a', '\u0100\u0101a\xe9a'))  # expect: [(0, 3)]
print(re.search(r'(a+)ab', 'xaaab').regs)  # expect: ((1, 5), (1, 3))
print(re.search(r'((a+)(a*))a$', 'aaa').regs)  # expect: ((0, 3), (0, 2), (0, 2), (2, 2))
print(re.search(r'(\w+)b(\w*)', 'abcbd').regs)  # expect: ((0, 5), (0, 3), (4, 5))
print(re.search(r'(?:(a+)b|(a+)c)', 'aac').regs)  # expect: ((0, 3), (-1, -1), (0, 2))
print(re.search(r'(a{2,3})(a+)b', 'aaab').regs)  # expect: ((0, 4), (0, 2), (2, 3))
print(re.search(r'(a{2,3})b', 'ab'), re.search(r'x*y', 'xxx'))  # expect: None None

# Unpacking of lists that nobody else holds, into fresh and into used names; errors leave the names alone.
def fields(text):
    for line in text.split('\n'):
        first, second, third = line.split('|')
        yield first, second, third


print(list(fields('1|2|3\n4|5|6\nx|y|z')))
kept = [1, 2, 3]
a, b, c = kept
print(a, b, c, kept)
# expect: [('1', '2', '3'), ('4', '5', '6'), ('x', 'y', 'z')]
# expect: 1 2 3 [1, 2, 3]
class Named:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('end of', self.name)


def run():
    a, b = [Named(1), Named(2)]
    a, b = [Named(3), Named(4)]
    print('both replaced')
    b, a = list((a, b))
    print(a.name, b.name)
    try:
        a, b = [1, 2, 3][:]
    except ValueError as error:
        print(error)
    try:
        a, b = [1][:]
    except ValueError as error:
        print(error)
    print(a.name, b.name)
    a, b = [a, a]
    print(a.name, b is a)


run()
# expect: end of 1
# expect: end of 2
# expect: both replaced
# expect: 4 3
# expect: too many values to unpack (expected 2)
# expect: not enough values to unpack (expected 2, got 1)
# expect: 4 3
# expect: end of 3
# expect: 4 True
# expect: end of 4

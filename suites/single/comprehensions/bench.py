"""Comprehensions: a small stock-keeping query written with every form of comprehension, nested and with conditions."""


class Product:
    def __init__(self, number, group, price, stock):
        self.number = number
        self.group = group
        self.price = price
        self.stock = stock


def prepare(scale):
    count = max(20, round(6000 * scale))
    return [Product(i, 'group%d' % (i * 7 % 23), i * 31 % 997, i * 17 % 50) for i in range(count)]


def query(products):
    groups = sorted({product.group for product in products})
    members = {group: [p for p in products if p.group == group] for group in groups[:6]}
    prices = {p.number: p.price for p in products if p.stock}
    empty = [p.number for p in products if not p.stock]
    value = sum(p.price * p.stock for p in products)
    table = [[row * column for column in range(20)] for row in range(20)]
    pairs = [(a, b) for a in groups for b in groups if a < b]
    longest = max(len([p for p in some if p.price > 500]) for some in members.values())
    limits = [(lambda bound: [p.number for p in products[:50] if p.price < bound])(bound) for bound in (100, 200)]
    return groups, members, prices, empty, value, table, pairs, longest, limits


def run(products, loops):
    answer = None
    for _ in range(loops):
        answer = query(products)
    return answer


def verify(products, loops, answer):
    groups, members, prices, empty, value, table, pairs, longest, limits = answer
    # Every answer again, with loops alone.
    names = []
    total = 0
    stocked = {}
    without = []
    for product in products:
        if product.group not in names:
            names.append(product.group)
        total += product.price * product.stock
        if product.stock:
            stocked[product.number] = product.price
        else:
            without.append(product.number)
    names.sort()
    assert groups == names and value == total and prices == stocked and empty == without
    most = 0
    for group in names[:6]:
        expensive = 0
        for position, product in enumerate(p for p in products if p.group == group):
            assert members[group][position] is product
            expensive += product.price > 500
        most = max(most, expensive)
    assert longest == most and list(members) == names[:6]
    assert len(pairs) == len(names) * (len(names) - 1) // 2
    assert all(table[i][j] == i * j for i in range(20) for j in range(20))
    for bound, numbers in zip((100, 200), limits):
        assert numbers == list(map(lambda p: p.number, filter(lambda p: p.price < bound, products[:50])))

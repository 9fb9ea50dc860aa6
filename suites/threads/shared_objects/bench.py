"""Shared objects: every worker reads attributes of, and calls methods on, the same few instances.

What it stresses is reference counting of objects that another thread owns.
"""


class Account:
    def __init__(self, number, rates):
        self.number = number
        self.rates = rates
        self.parent = None

    def rate(self, year):
        return self.rates[year % 4]

    def depth(self):
        steps = 0
        account = self
        while account.parent is not None:
            account = account.parent
            steps += 1
        return steps


def prepare(scale):
    accounts = []
    for number in range(16):
        account = Account(number, [number, number + 1, number + 2, number + 3])
        if number:
            account.parent = accounts[number // 2]
        accounts.append(account)
    return max(20, round(10000 * scale)), accounts


def worker(state, index, workers, loops):
    turns, accounts = state
    total = 0
    for _ in range(loops):
        total = 0
        for turn in range(turns):
            account = accounts[turn & 15]
            total += account.rate(turn) + account.number + account.depth()
    return total


def verify(state, loops, results):
    turns, _ = state
    expected = 0
    for turn in range(turns):
        number = turn % 16
        expected += number + turn % 4 + number + number.bit_length()
    assert results == [expected] * len(results), (results, expected)

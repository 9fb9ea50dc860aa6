"""Calls through super(): methods that extend inherited ones, along a chain and over a diamond of classes."""


class Account:
    fee = 1

    def __init__(self, amount):
        self.amount = amount

    def pay(self, amount):
        self.amount += amount
        return 1

    @classmethod
    def limit(cls):
        return 10

    @property
    def balance(self):
        return self.amount


class Logged(Account):
    def __init__(self, amount):
        super().__init__(amount)
        self.log = 0

    def pay(self, amount):
        self.log += 1
        return super().pay(amount) + 10


class Charged(Account):
    def pay(self, amount):
        return super().pay(amount - self.fee) + 100

    @classmethod
    def limit(cls):
        return super().limit() + 5

    @property
    def balance(self):
        return super().balance - self.fee


class Full(Logged, Charged):
    def __init__(self, amount):
        super().__init__(amount)
        self.calls = 0

    def pay(self, amount):
        self.calls += 1
        return super().pay(amount) + 1000


class Old(Full):
    def pay(self, amount):
        return super(Old, self).pay(amount) + 10000


def prepare(scale):
    return max(10, round(4000 * scale))


def run(count, loops):
    result = None
    for _ in range(loops):
        account = Old(100)
        steps = balance = 0
        for i in range(count):
            steps += account.pay(i)
            balance += account.balance
        result = steps, balance, account.amount, account.log, account.calls, account.limit()
    return result


def verify(count, loops, result):
    amount, balance = 100, 0
    for i in range(count):
        amount += i - 1
        balance += amount - 1
    # Each class along Old, Full, Logged, Charged, Account adds its digit.
    assert result == (11111 * count, balance, amount, count, count, 15), result

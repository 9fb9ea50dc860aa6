"""Telephone bills: each call is rated by its length, taxed and rounded in decimal arithmetic (after Cowlishaw's telco).

The rates and taxes are those of the published description of the telco benchmark: two rates, two taxes, rounding half
even for the price and down for the taxes. The calls are our own.
"""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal

CENT = Decimal('0.01')
RATES = Decimal('0.0013'), Decimal('0.00894')
BASIC_TAX = Decimal('0.0675')
DISTANCE_TAX = Decimal('0.0341')


def prepare(scale):
    state = 2001
    calls = []
    for _ in range(max(10, round(1200 * scale))):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        calls.append((state >> 8) % 20000)
    return calls


def bill(calls):
    total = basic = distant = Decimal(0)
    lines = []
    for seconds in calls:
        far = seconds & 1
        price = (Decimal(seconds) * RATES[far]).quantize(CENT, ROUND_HALF_EVEN)
        tax = (price * BASIC_TAX).quantize(CENT, ROUND_DOWN)
        basic += tax
        amount = price + tax
        if far:
            extra = (price * DISTANCE_TAX).quantize(CENT, ROUND_DOWN)
            distant += extra
            amount += extra
        total += amount
        lines.append(str(amount))
    return total, basic, distant, lines


def run(calls, loops):
    result = None
    for _ in range(loops):
        result = bill(calls)
    return result


def verify(calls, loops, result):
    total, basic, distant, lines = result
    # The same in whole numbers: prices in units of 0.00001, amounts in cents.
    cents = basic_cents = distant_cents = 0
    for seconds, line in zip(calls, lines):
        far = seconds & 1
        price, rest = divmod(seconds * (894 if far else 130), 1000)
        if rest > 500 or rest == 500 and price & 1:
            price += 1
        tax = price * 675 // 10000
        extra = price * 341 // 10000 if far else 0
        basic_cents += tax
        distant_cents += extra
        cents += price + tax + extra
        assert line == '%d.%02d' % divmod(price + tax + extra, 100)
    assert len(lines) == len(calls)
    assert (total, basic, distant) == (Decimal(cents) / 100, Decimal(basic_cents) / 100, Decimal(distant_cents) / 100)

"""Coroutines: recursion through await, and an awaitable that suspends up to a driver by hand.

Exercises making coroutines, await, send through a chain of frames, and StopIteration with a value.
"""


class Ask:
    """Suspends the chain of coroutines; whoever drives it sends the answer."""

    def __init__(self, question):
        self.question = question

    def __await__(self):
        answer = yield self.question
        return answer


async def fib(n):
    if n < 2:
        return n
    return await fib(n - 1) + await fib(n - 2)


async def asker(depth, questions):
    """Ask that many questions from the bottom of a chain of coroutines."""
    if depth:
        return await asker(depth - 1, questions)
    total = 0
    for question in range(questions):
        total += await Ask(question)
    return total


def drive(coroutine):
    """Run a coroutine to its end, answering each question with its double; (result, number of questions)."""
    answered = 0
    answer = None
    try:
        while True:
            question = coroutine.send(answer)
            answered += 1
            answer = question * 2
    except StopIteration as stop:
        return stop.value, answered


def prepare(scale):
    n = 19
    while scale >= 1.6:
        n += 1
        scale /= 1.618
    while scale < 0.6 and n > 8:
        n -= 1
        scale *= 1.618
    return n, 50 * n


def run(state, loops):
    n, questions = state
    result = None
    for _ in range(loops):
        result = drive(fib(n)), drive(asker(10, questions))
    return result


def verify(state, loops, result):
    n, questions = state
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    assert result == ((a, 0), (questions * (questions - 1), questions)), result

# A long chain of generators that were never run to their end is taken apart without running out of stack.
def first():
    yield
def chain(length):
    x = first()
    for _ in range(length):
        x = (lambda y: (z for z in y))(x)
    return x
x = chain(150_000)
try:
    list(x)
except RecursionError:
    pass
del x
print('gone')  # expect: gone

def holding(inner):
    try:
        yield inner
    finally:
        ended.append(1)
ended = []
x = None
for _ in range(50_000):
    x = holding(x)
    next(x)
del x
print(len(ended))  # expect: 50000

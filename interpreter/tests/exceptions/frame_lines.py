# f_lineno of a frame that an exception has left: where it was raised, or raised again.
def lines(f):
    try:
        f()
    except Exception as e:
        tb = e.__traceback__.tb_next
        return [(tb.tb_lineno - f.__code__.co_firstlineno, tb.tb_frame.f_lineno - f.__code__.co_firstlineno) for tb in [tb]]

def in_except():
    try:
        1/0
    except ZeroDivisionError:
        [][1]

def no_match():
    try:
        1/0
    except TypeError as e:
        pass

def in_finally():
    try:
        1/0
    finally:
        x = 1

class Manager:
    def __enter__(self): pass
    def __exit__(self, *a): pass

def with_block():
    with Manager():
        1/0

print(lines(in_except), lines(no_match), lines(in_finally), lines(with_block))
# expect: [(4, 4)] [(2, 3)] [(2, 4)] [(2, 2)]

# Line events of statements that have no instructions of their own, and where a body ends in branches.
import sys
def lines(function, *arguments):
    seen = []
    first = function.__code__.co_firstlineno
    def tracer(frame, event, argument):
        if frame.f_code is function.__code__ and event == 'line':
            seen.append(frame.f_lineno - first)
        return tracer
    sys.settrace(tracer)
    try:
        function(*arguments)
    finally:
        sys.settrace(None)
    return seen
def wildcard(subject):
    match subject:
        case 1:
            return 1
        case _:
            return 2
def branches(subject):
    match subject:
        case 1:
            if False:
                return 1
        case _:
            if False:
                return 2
def conditions(value):
    if True:
        value += 1
    if False:
        value = 0
    else:
        value += 2
    if value:
        value = 1
def loops(value):
    for i in range(2):
        match value:
            case 1:
                pass
            case 2:
                value = 2
    while value:
        value = 0
print(lines(wildcard, 1), lines(wildcard, 2))
print(lines(branches, 1), lines(branches, 2))
print(lines(conditions, 0), lines(conditions, -3))
print(lines(loops, 1), lines(loops, 2))
# expect: [1, 2, 3] [1, 2, 4, 5]
# expect: [1, 2, 3] [1, 2, 5, 6]
# expect: [1, 2, 3, 6, 7, 8] [1, 2, 3, 6, 7]
# expect: [1, 2, 3, 4, 1, 2, 3, 4, 1, 7, 8, 7] [1, 2, 3, 5, 6, 1, 2, 3, 5, 6, 1, 7, 8, 7]

# Chaining: __context__, __cause__, from None, suppression, loops avoided.
def show(error, depth=0):
    while error is not None:
        print('  ' * depth + repr(error), 'suppress' if error.__suppress_context__ else '')
        if error.__cause__ is not None:
            print('  ' * depth + 'because of')
            error = error.__cause__
        else:
            error = error.__context__
        depth += 1
def implicit():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError('second')
def explicit():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError('second') from e
def suppressed():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError('second') from None
def deep():
    try:
        explicit()
    except ValueError:
        try:
            {}['k']
        except KeyError:
            raise TypeError('third')
for f in (implicit, explicit, suppressed, deep):
    try:
        f()
    except Exception as error:
        show(error)
        print('context', repr(error.__context__))
# expect: ValueError('second') 
# expect:   ZeroDivisionError('division by zero') 
# expect: context ZeroDivisionError('division by zero')
# expect: ValueError('second') suppress
# expect: because of
# expect:   ZeroDivisionError('division by zero') 
# expect: context ZeroDivisionError('division by zero')
# expect: ValueError('second') suppress
# expect:   ZeroDivisionError('division by zero') 
# expect: context ZeroDivisionError('division by zero')
# expect: TypeError('third') 
# expect:   KeyError('k') 
# expect:     ValueError('second') suppress
# expect:     because of
# expect:       ZeroDivisionError('division by zero') 
# expect: context KeyError('k')
def in_finally():
    try:
        raise ValueError('a')
    finally:
        raise KeyError('b')
try:
    in_finally()
except KeyError as error:
    show(error)
# expect: KeyError('b') 
# expect:   ValueError('a') 
e = ValueError('self')
try:
    try:
        raise e
    except ValueError:
        raise e
except ValueError as error:
    print(error.__context__)
# expect: None
error = ValueError('v')
error.__cause__ = KeyError('k')
print(error.__suppress_context__, repr(error.__cause__))  # expect: True KeyError('k')
for value in (5, 'x', KeyError):
    try:
        error.__cause__ = value
    except TypeError as problem:
        print(problem)
# expect: exception cause must be None or derive from BaseException
# expect: exception cause must be None or derive from BaseException
# expect: exception cause must be None or derive from BaseException
try:
    raise KeyError('c') from ValueError
except KeyError as caught:
    print(repr(caught.__cause__))
# expect: ValueError()
def after():
    try:
        raise ValueError
    except ValueError:
        pass
    raise KeyError('alone')
try:
    after()
except KeyError as error:
    print(error.__context__)
# expect: None

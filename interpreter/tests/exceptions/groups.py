# Exception groups and except*.
g = ExceptionGroup('many', [ValueError('v'), TypeError('t'), ExceptionGroup('inner', [KeyError('k'), ValueError('w')])])
print(g, repr(g), g.message, len(g.exceptions))
# expect: many (3 sub-exceptions) ExceptionGroup('many', [ValueError('v'), TypeError('t'), ExceptionGroup('inner', [KeyError('k'), ValueError('w')])]) many 3
print(repr(g.subgroup(ValueError)))
# expect: ExceptionGroup('many', [ValueError('v'), ExceptionGroup('inner', [ValueError('w')])])
print(repr(g.subgroup(lambda e: isinstance(e, KeyError))))
# expect: ExceptionGroup('many', [ExceptionGroup('inner', [KeyError('k')])])
matched, rest = g.split((TypeError, KeyError))
print(repr(matched), '/', repr(rest))
# expect: ExceptionGroup('many', [TypeError('t'), ExceptionGroup('inner', [KeyError('k')])]) / ExceptionGroup('many', [ValueError('v'), ExceptionGroup('inner', [ValueError('w')])])
print(g.subgroup(OSError), g.derive([ValueError(1)]))  # expect: None many (1 sub-exception)
try:
    raise g
except* ValueError as e:
    print('values', repr(e))
except* TypeError as e:
    print('types', repr(e))
except* KeyError as e:
    print('keys', repr(e))
else:
    print('not printed')
finally:
    print('finally')
# expect: values ExceptionGroup('many', [ValueError('v'), ExceptionGroup('inner', [ValueError('w')])])
# expect: types ExceptionGroup('many', [TypeError('t')])
# expect: keys ExceptionGroup('many', [ExceptionGroup('inner', [KeyError('k')])])
# expect: finally
try:
    raise ValueError('naked')
except* ValueError as e:
    print(repr(e))
# expect: ExceptionGroup('', (ValueError('naked'),))
try:
    try:
        raise ExceptionGroup('g', [ValueError(1), KeyError(2)])
    except* ValueError:
        print('handled values')
except ExceptionGroup as e:
    print('rest', repr(e))
# expect: handled values
# expect: rest ExceptionGroup('g', [KeyError(2)])
try:
    try:
        raise ExceptionGroup('g', [ValueError(1), KeyError(2)])
    except* ValueError:
        raise TypeError('new')
except ExceptionGroup as e:
    print(repr(e), repr(e.exceptions[0].__context__))
# expect: ExceptionGroup('', [TypeError('new'), ExceptionGroup('g', [KeyError(2)])]) ExceptionGroup('g', [ValueError(1)])
try:
    pass
except* ValueError:
    print('no')
else:
    print('else')
# expect: else
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__ + ':', error)
attempt(lambda: ExceptionGroup('x', []))
# expect: ValueError: second argument (exceptions) must be a non-empty sequence
attempt(lambda: ExceptionGroup('x', [5]))
# expect: ValueError: Item 0 of second argument (exceptions) is not an exception
attempt(lambda: ExceptionGroup('x', 5))  # expect: TypeError: second argument (exceptions) must be a sequence
attempt(lambda: ExceptionGroup(5, [ValueError()]))
# expect: TypeError: BaseExceptionGroup.__new__() argument 1 must be str, not int
attempt(lambda: ExceptionGroup('x', [KeyboardInterrupt()]))
# expect: TypeError: Cannot nest BaseExceptions in an ExceptionGroup
attempt(lambda: repr(BaseExceptionGroup('x', [KeyboardInterrupt()])))
# expect: BaseExceptionGroup('x', [KeyboardInterrupt()])
attempt(lambda: type(BaseExceptionGroup('x', [ValueError()])).__name__)  # expect: ExceptionGroup
def catch_group():
    try:
        raise ValueError
    except* ExceptionGroup:
        pass
attempt(catch_group)  # expect: TypeError: catching ExceptionGroup with except* is not allowed. Use except instead.
class Mine(ExceptionGroup):
    def derive(self, excs): return Mine(self.message, excs)
attempt(lambda: repr(Mine('m', [ValueError(), KeyError()]).subgroup(KeyError)))  # expect: Mine('m', [KeyError()])
for source in ('try: 1\nexcept* A: 1\nexcept B: 1', 'def f():\n for x in y:\n  try: 1\n  except* A: break', 'try: 1\nexcept*: 1'):
    try:
        compile(source, 's', 'exec')
    except SyntaxError as error:
        print(error.msg)
# expect: cannot have both 'except' and 'except*' on the same 'try'
# expect: 'break', 'continue' and 'return' cannot appear in an except* block
# expect: expected one or more exception types

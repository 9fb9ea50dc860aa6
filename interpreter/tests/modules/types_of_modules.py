# Types of modules: which can't be made or derived from, and the numbers that they carry.
import contextvars
import hashlib
import select


def attempt(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except Exception as error:
        print(type(error).__name__, error)


poll = type(select.poll())
print(poll)  # expect: <class 'select.poll'>
attempt(poll)  # expect: TypeError cannot create 'select.poll' instances
for base in (contextvars.Context, contextvars.ContextVar, contextvars.Token, poll):
    attempt(type, 'Derived', (base,), {})
# expect: TypeError type '_contextvars.Context' is not an acceptable base type
# expect: TypeError type '_contextvars.ContextVar' is not an acceptable base type
# expect: TypeError type '_contextvars.Token' is not an acceptable base type
# expect: TypeError type 'select.poll' is not an acceptable base type
attempt(contextvars.Context, 1)  # expect: TypeError Context() does not accept any arguments
attempt(contextvars.Context, a=1)  # expect: TypeError Context() does not accept any arguments
attempt(contextvars.ContextVar)  # expect: TypeError ContextVar() takes exactly 1 positional argument (0 given)
attempt(contextvars.ContextVar, 'a', 'b')
# expect: TypeError ContextVar() takes at most 1 positional argument (2 given)
attempt(contextvars.ContextVar, 'a', x=1)  # expect: TypeError ContextVar() got an unexpected keyword argument 'x'
attempt(contextvars.ContextVar, 1)  # expect: TypeError context variable name must be a str
attempt(contextvars.Token)  # expect: RuntimeError Tokens can only be created by ContextVars
print(contextvars.Token.MISSING, type(contextvars.Token.MISSING))  # expect: <Token.MISSING> <class 'Token.MISSING'>
for kind in (hashlib.blake2b, hashlib.blake2s):
    print(kind.MAX_DIGEST_SIZE, kind.MAX_KEY_SIZE, kind.SALT_SIZE, kind.PERSON_SIZE, kind().SALT_SIZE)
# expect: 64 64 16 16 16
# expect: 32 32 8 8 8

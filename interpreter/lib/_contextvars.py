"""Context variables: a context is an immutable mapping that is replaced when a variable is set."""

import _thread
from types import GenericAlias

_local = _thread._local()
_missing = object()


def _current():
    try:
        return _local.context
    except AttributeError:
        context = _local.context = Context()
        return context


def _final(cls):
    """Makes a class one that Python code can't derive from, as the types of this module are."""

    def refuse(subclass, /, **keywords):
        raise TypeError(f"type '{cls.__module__}.{cls.__qualname__}' is not an acceptable base type")

    cls.__init_subclass__ = classmethod(refuse)
    return cls


@_final
class Context:
    __slots__ = ('_values', '_entered', '_previous', '__weakref__')
    __hash__ = None

    def __init__(self, *args, **kwargs):
        if args or kwargs:
            raise TypeError('Context() does not accept any arguments')
        self._values = {}
        self._entered = False
        self._previous = None

    def run(self, callable, /, *args, **kwargs):
        if self._entered:
            raise RuntimeError(f'cannot enter context: {self!r} is already entered')
        previous = _current()
        self._entered = True
        _local.context = self
        try:
            return callable(*args, **kwargs)
        finally:
            _local.context = previous
            self._entered = False

    def copy(self):
        copied = Context()
        copied._values = self._values
        return copied

    def get(self, var, default=None, /):
        _check(var)
        return self._values.get(var, default)

    def keys(self):
        return self._values.keys()

    def values(self):
        return self._values.values()

    def items(self):
        return self._values.items()

    def __getitem__(self, var):
        _check(var)
        return self._values[var]

    def __contains__(self, var):
        _check(var)
        return var in self._values

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def __eq__(self, other):
        if not isinstance(other, Context):
            return NotImplemented
        return self._values == other._values


def _check(var):
    if not isinstance(var, ContextVar):
        raise TypeError(f'a ContextVar key was expected, got {var!r}')


@_final
class Token:
    __slots__ = ('_context', 'var', 'old_value', '_used')
    MISSING = None
    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self):
        raise RuntimeError('Tokens can only be created by ContextVars')

    def __repr__(self):
        used = ' used' if self._used else ''
        return f'<Token{used} var={self.var!r} at {id(self):#x}>'


class _Missing:
    __slots__ = ()

    def __repr__(self):
        return '<Token.MISSING>'


_Missing.__module__, _Missing.__name__, _Missing.__qualname__ = 'Token', 'MISSING', 'MISSING'
Token.MISSING = _Missing()


@_final
class ContextVar:
    __slots__ = ('_name', '_default', '__weakref__')
    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, *args, default=_missing, **unknown):
        if len(args) != 1:
            bound = 'exactly' if not args else 'at most'
            raise TypeError(f'ContextVar() takes {bound} 1 positional argument ({len(args)} given)')
        if unknown:
            raise TypeError(f'ContextVar() got an unexpected keyword argument {next(iter(unknown))!r}')
        name = args[0]
        if not isinstance(name, str):
            raise TypeError('context variable name must be a str')
        self._name = name
        self._default = default

    @property
    def name(self):
        return self._name

    def get(self, default=_missing, /):
        value = _current()._values.get(self, _missing)
        if value is not _missing:
            return value
        if default is not _missing:
            return default
        if self._default is not _missing:
            return self._default
        raise LookupError(self)

    def set(self, value, /):
        context = _current()
        token = object.__new__(Token)
        token._context = context
        token.var = self
        token.old_value = context._values.get(self, Token.MISSING)
        token._used = False
        context._values = {**context._values, self: value}
        return token

    def reset(self, token, /):
        if not isinstance(token, Token):
            raise TypeError(f'expected an instance of Token, got {token!r}')
        if token._used:
            raise RuntimeError(f'{token!r} has already been used once')
        if token.var is not self:
            raise ValueError(f'{token!r} was created by a different ContextVar')
        context = _current()
        if token._context is not context:
            raise ValueError(f'{token!r} was created in a different Context')
        token._used = True
        values = dict(context._values)
        if token.old_value is Token.MISSING:
            values.pop(self, None)
        else:
            values[self] = token.old_value
        context._values = values

    def __repr__(self):
        default = '' if self._default is _missing else f' default={self._default!r}'
        return f'<ContextVar name={self._name!r}{default} at {id(self):#x}>'


def copy_context():
    return _current().copy()

"""Type parameters: what PEP 695 and 696 syntax makes, and `typing` builds on."""

import sys
from types import GenericAlias

_unset = object()


@staticmethod
def _idfunc(x, /):
    """What `typing.NewType` has as its method `__call__`: it is not bound, as no function of a native module is."""
    return x


def _caller(depth=2):
    try:
        return sys._getframe(depth).f_globals.get('__name__')
    except (AttributeError, ValueError):
        return None


def _typing():
    import typing

    return typing


class NoDefaultType:
    __slots__ = ()
    _only = None

    def __new__(cls):
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __init_subclass__(cls, **kwargs):
        raise TypeError("type 'NoDefaultType' is not an acceptable base type")

    def __repr__(self):
        return 'typing.NoDefault'

    def __reduce__(self):
        return 'NoDefault'


NoDefaultType.__module__ = 'typing'
NoDefault = NoDefaultType()


class _Parameter:
    """What the kinds of type parameters have in common: name, lazily evaluated default, operators."""

    def _begin(self, name, default, depth=3):
        if not isinstance(name, str):
            raise TypeError(f"{type(self).__name__}() argument 'name' must be str, not {type(name).__name__}")
        self.__name__ = name
        self._default = default
        self._evaluate_default = None
        module = _caller(depth)
        if module != 'typing':
            self.__module__ = module

    @property
    def __default__(self):
        if self._evaluate_default is not None and self._default is NoDefault:
            self._default = self._evaluate_default()
        return self._default

    def has_default(self):
        return self._evaluate_default is not None or self._default is not NoDefault

    def __or__(self, other):
        return _typing().Union[self, other]

    def __ror__(self, other):
        return _typing().Union[other, self]

    def __reduce__(self):
        return self.__name__

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass an instance of {type(self).__name__}')


class TypeVar(_Parameter):
    def __new__(cls, name, *constraints, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False):
        self = object.__new__(cls)
        self._begin(name, default)
        if covariant and contravariant:
            raise ValueError('Bivariant types are not supported.')
        if infer_variance and (covariant or contravariant):
            raise ValueError('Variance cannot be specified with infer_variance.')
        if len(constraints) == 1:
            raise TypeError('A single constraint is not allowed')
        if bound is not None:
            if constraints:
                raise TypeError('Constraints cannot be combined with bound=...')
            bound = _typing()._type_check(bound, 'Bound must be a type.')
        self._bound = bound
        self._constraints = constraints
        self._evaluate_bound = self._evaluate_constraints = None
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)
        return self

    def __init_subclass__(cls, **kwargs):
        raise TypeError("type 'typing.TypeVar' is not an acceptable base type")

    @property
    def __bound__(self):
        if self._evaluate_bound is not None:
            self._bound = self._evaluate_bound()
            self._evaluate_bound = None
        return self._bound

    @property
    def __constraints__(self):
        if self._evaluate_constraints is not None:
            self._constraints = self._evaluate_constraints()
            self._evaluate_constraints = None
        return self._constraints

    def __repr__(self):
        if self.__infer_variance__:
            return self.__name__
        return ('+' if self.__covariant__ else '-' if self.__contravariant__ else '~') + self.__name__

    def __typing_subst__(self, arg):
        return _typing()._typevar_subst(self, arg)

    def __typing_prepare_subst__(self, alias, args):
        return _prepare_default(self, alias, args)


def _prepare_default(self, alias, args):
    params = alias.__parameters__
    index = params.index(self)
    if index < len(args):
        return args
    if index == len(args) and self.has_default():
        return (*args, self.__default__)
    raise TypeError(f'Too few arguments for {alias}')


class ParamSpecArgs:
    __slots__ = ('__origin__', '__weakref__')

    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f'{_origin_name(self.__origin__)}.args'

    def __eq__(self, other):
        if not isinstance(other, ParamSpecArgs):
            return NotImplemented
        return self.__origin__ == other.__origin__

    __hash__ = None

    def __mro_entries__(self, bases):
        raise TypeError('Cannot subclass an instance of ParamSpecArgs')

    def __init_subclass__(cls, **kwargs):
        raise TypeError("type 'typing.ParamSpecArgs' is not an acceptable base type")


class ParamSpecKwargs:
    __slots__ = ('__origin__', '__weakref__')

    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f'{_origin_name(self.__origin__)}.kwargs'

    def __eq__(self, other):
        if not isinstance(other, ParamSpecKwargs):
            return NotImplemented
        return self.__origin__ == other.__origin__

    __hash__ = None

    def __mro_entries__(self, bases):
        raise TypeError('Cannot subclass an instance of ParamSpecKwargs')

    def __init_subclass__(cls, **kwargs):
        raise TypeError("type 'typing.ParamSpecKwargs' is not an acceptable base type")


def _origin_name(origin):
    return origin.__name__ if isinstance(origin, ParamSpec) else repr(origin)


class ParamSpec(_Parameter):
    def __new__(cls, name, *, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False):
        self = object.__new__(cls)
        self._begin(name, default)
        if covariant and contravariant:
            raise ValueError('Bivariant types are not supported.')
        if infer_variance and (covariant or contravariant):
            raise ValueError('Variance cannot be specified with infer_variance.')
        self.__bound__ = _typing()._type_check(bound, 'Bound must be a type.') if bound is not None else None
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)
        return self

    def __init_subclass__(cls, **kwargs):
        raise TypeError("type 'typing.ParamSpec' is not an acceptable base type")

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)

    def __repr__(self):
        if self.__infer_variance__:
            return self.__name__
        return ('+' if self.__covariant__ else '-' if self.__contravariant__ else '~') + self.__name__

    def __typing_subst__(self, arg):
        return _typing()._paramspec_subst(self, arg)

    def __typing_prepare_subst__(self, alias, args):
        return _typing()._paramspec_prepare_subst(self, alias, args)


class TypeVarTuple(_Parameter):
    def __new__(cls, name, *, default=NoDefault):
        self = object.__new__(cls)
        self._begin(name, default)
        return self

    def __init_subclass__(cls, **kwargs):
        raise TypeError("type 'typing.TypeVarTuple' is not an acceptable base type")

    def __iter__(self):
        yield _typing().Unpack[self]

    def __repr__(self):
        return self.__name__

    def __typing_subst__(self, arg):
        raise TypeError('Substitution of bare TypeVarTuple is not supported')

    def __typing_prepare_subst__(self, alias, args):
        return _typing()._typevartuple_prepare_subst(self, alias, args)

    __or__ = __ror__ = None


del TypeVarTuple.__or__, TypeVarTuple.__ror__


class TypeAliasType:
    def __new__(cls, name, value, *, type_params=()):
        if not isinstance(type_params, tuple):
            raise TypeError('type_params must be a tuple')
        self = object.__new__(cls)
        self._fill(name, type_params, lambda: value, _caller())
        return self

    def _fill(self, name, type_params, evaluate, module):
        set_ = object.__setattr__
        set_(self, '_name', name)
        set_(self, '_params', type_params)
        set_(self, '_evaluate', evaluate)
        set_(self, '_value', _unset)
        set_(self, '_module', module)

    def __init_subclass__(cls, **kwargs):
        raise TypeError("type 'typing.TypeAliasType' is not an acceptable base type")

    def __setattr__(self, name, value):
        if name in ('__name__', '__value__', '__type_params__', '__parameters__', '__module__'):
            raise AttributeError('readonly attribute' if name == '__name__' else
                                 f"attribute '{name}' of 'typing.TypeAliasType' objects is not writable")
        raise AttributeError(f"'typing.TypeAliasType' object has no attribute '{name}'")

    @property
    def __name__(self):
        return self._name

    @property
    def __module__(self):
        return self._module

    @property
    def __type_params__(self):
        return self._params

    @property
    def __parameters__(self):
        return tuple(x for p in self._params for x in ([p] if not isinstance(p, TypeVarTuple) else p))

    @property
    def __value__(self):
        if self._value is _unset:
            object.__setattr__(self, '_value', self._evaluate())
        return self._value

    def __getitem__(self, args):
        if not self._params:
            raise TypeError('Only generic type aliases are subscriptable')
        return GenericAlias(self, args)

    def __or__(self, other):
        return _typing().Union[self, other]

    def __ror__(self, other):
        return _typing().Union[other, self]

    def __repr__(self):
        return self._name

    def __reduce__(self):
        return self._name


class Generic:
    __slots__ = ()
    _is_protocol = False

    def __class_getitem__(cls, *args, **kwargs):
        return _typing()._generic_class_getitem(cls, *args, **kwargs)

    def __init_subclass__(cls, *args, **kwargs):
        return _typing()._generic_init_subclass(cls, *args, **kwargs)


for _cls in (TypeVar, ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeVarTuple, Generic):
    _cls.__module__ = 'typing'


def _new_parameter(kind, name, bound, constraints):
    """A type parameter of PEP 695 syntax; bound and constraints are functions that evaluate them, or None."""
    if kind == 0:
        self = TypeVar(name, infer_variance=True)
        self._evaluate_bound = bound
        self._evaluate_constraints = constraints
    elif kind == 1:
        self = ParamSpec(name, infer_variance=True)
    else:
        self = TypeVarTuple(name)
    self.__module__ = _caller()
    return self


def _set_default(parameter, evaluate):
    parameter._evaluate_default = evaluate
    return parameter


def _new_alias(name, params, evaluate):
    self = object.__new__(TypeAliasType)
    self._fill(name, params or (), evaluate, _caller())
    return self


def _subscript_generic(params):
    unpacked = tuple(_typing().Unpack[p] if isinstance(p, TypeVarTuple) else p for p in params)
    return Generic[unpacked]

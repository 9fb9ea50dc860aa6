"""The classes of Python's syntax trees, made from one table."""

PyCF_ONLY_AST = 0x400
PyCF_TYPE_COMMENTS = 0x1000
PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000
PyCF_OPTIMIZED_AST = 0x8000 | PyCF_ONLY_AST

# name = Class(type field, ...) | Class; `?` optional, `*` a list. `+` gives the attributes of the sums that have them.
_TABLE = """
mod = Module(stmt* body, type_ignore* type_ignores) | Interactive(stmt* body) | Expression(expr body) | FunctionType(expr* argtypes, expr returns)
stmt+ = FunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)
  | AsyncFunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)
  | ClassDef(identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list, type_param* type_params)
  | Return(expr? value) | Delete(expr* targets) | Assign(expr* targets, expr value, string? type_comment)
  | TypeAlias(expr name, type_param* type_params, expr value) | AugAssign(expr target, operator op, expr value)
  | AnnAssign(expr target, expr annotation, expr? value, int simple)
  | For(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)
  | AsyncFor(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)
  | While(expr test, stmt* body, stmt* orelse) | If(expr test, stmt* body, stmt* orelse)
  | With(withitem* items, stmt* body, string? type_comment) | AsyncWith(withitem* items, stmt* body, string? type_comment)
  | Match(expr subject, match_case* cases) | Raise(expr? exc, expr? cause)
  | Try(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)
  | TryStar(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)
  | Assert(expr test, expr? msg) | Import(alias* names) | ImportFrom(identifier? module, alias* names, int? level)
  | Global(identifier* names) | Nonlocal(identifier* names) | Expr(expr value) | Pass | Break | Continue
expr+ = BoolOp(boolop op, expr* values) | NamedExpr(expr target, expr value) | BinOp(expr left, operator op, expr right)
  | UnaryOp(unaryop op, expr operand) | Lambda(arguments args, expr body) | IfExp(expr test, expr body, expr orelse)
  | Dict(expr?* keys, expr* values) | Set(expr* elts) | ListComp(expr elt, comprehension* generators)
  | SetComp(expr elt, comprehension* generators) | DictComp(expr key, expr value, comprehension* generators)
  | GeneratorExp(expr elt, comprehension* generators) | Await(expr value) | Yield(expr? value) | YieldFrom(expr value)
  | Compare(expr left, cmpop* ops, expr* comparators) | Call(expr func, expr* args, keyword* keywords)
  | FormattedValue(expr value, int conversion, expr? format_spec) | JoinedStr(expr* values)
  | Constant(constant value, string? kind) | Attribute(expr value, identifier attr, expr_context ctx)
  | Subscript(expr value, expr slice, expr_context ctx) | Starred(expr value, expr_context ctx)
  | Name(identifier id, expr_context ctx) | List(expr* elts, expr_context ctx) | Tuple(expr* elts, expr_context ctx)
  | Slice(expr? lower, expr? upper, expr? step)
expr_context = Load | Store | Del
boolop = And | Or
operator = Add | Sub | Mult | MatMult | Div | Mod | Pow | LShift | RShift | BitOr | BitXor | BitAnd | FloorDiv
unaryop = Invert | Not | UAdd | USub
cmpop = Eq | NotEq | Lt | LtE | Gt | GtE | Is | IsNot | In | NotIn
comprehension = (expr target, expr iter, expr* ifs, int is_async)
excepthandler+ = ExceptHandler(expr? type, identifier? name, stmt* body)
arguments = (arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr?* kw_defaults, arg? kwarg, expr* defaults)
arg+ = (identifier arg, expr? annotation, string? type_comment)
keyword+ = (identifier? arg, expr value)
alias+ = (identifier name, identifier? asname)
withitem = (expr context_expr, expr? optional_vars)
match_case = (pattern pattern, expr? guard, stmt* body)
pattern! = MatchValue(expr value) | MatchSingleton(constant value) | MatchSequence(pattern* patterns)
  | MatchMapping(expr* keys, pattern* patterns, identifier? rest)
  | MatchClass(expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns) | MatchStar(identifier? name)
  | MatchAs(pattern? pattern, identifier? name) | MatchOr(pattern* patterns)
type_ignore = TypeIgnore(int lineno, string tag)
type_param! = TypeVar(identifier name, expr? bound, expr? default_value) | ParamSpec(identifier name, expr? default_value)
  | TypeVarTuple(identifier name, expr? default_value)
"""


class AST:
    _fields = ()
    _attributes = ()
    _field_types = {}
    __match_args__ = ()

    def __init__(self, *args, **kwargs):
        cls = type(self)
        fields = cls._fields
        if len(args) > len(fields):
            plural = '' if len(fields) == 1 else 's'
            raise TypeError(f'{cls.__name__} constructor takes at most {len(fields)} positional argument{plural}')
        missing = set(fields)
        for name, value in zip(fields, args):
            setattr(self, name, value)
            missing.discard(name)
        for name, value in kwargs.items():
            if name in fields:
                if name not in missing:
                    raise TypeError(f"{cls.__name__} got multiple values for argument '{name}'")
                missing.discard(name)
            elif name not in cls._attributes:
                _deprecated(f"{cls.__name__}.__init__ got an unexpected keyword argument '{name}'. "
                            'Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.')
            setattr(self, name, value)
        for name in fields:
            if name not in missing:
                continue
            kind = cls._field_types.get(name)
            if kind is None:
                if cls.__init__ is AST.__init__ and '_field_types' in cls.__dict__:
                    continue
                if '_fields' in cls.__dict__:
                    _deprecated(f"Field '{name}' is missing from {cls.__name__}._field_types. "
                                'This will become an error in Python 3.15.')
                continue
            default = _default(kind)
            if default is _required:
                _deprecated(f"{cls.__name__}.__init__ missing 1 required positional argument: '{name}'. "
                            'This will become an error in Python 3.15.')
            elif default is not None or not hasattr(cls, name):
                setattr(self, name, default)

    def __reduce_ex__(self, protocol):
        return (type(self), (), dict(self.__dict__))

    def __setstate__(self, state):
        for name, value in state.items():
            setattr(self, name, value)

    def __replace__(self, /, **fields):
        cls = type(self)
        known = set(cls._fields) | set(cls._attributes)
        for name in fields:
            if name not in known:
                raise TypeError(f"{cls.__name__}.__replace__ got an unexpected keyword argument '{name}'.")
        values = {name: value for name, value in self.__dict__.items() if name in known}
        values.update(fields)
        return cls(**values)


AST.__module__ = 'ast'
_required = object()


def _deprecated(message):
    import warnings

    warnings.warn(message, DeprecationWarning, stacklevel=3)


def _default(kind):
    if getattr(kind, '__origin__', None) is list:
        return []
    if kind is globals().get('expr_context'):
        return Load()
    if type(None) in getattr(kind, '__args__', ()):
        return None
    return _required


def _build():
    table = globals()
    rows = []
    entry = []
    for line in _TABLE.strip().splitlines():
        if line.startswith(' '):
            entry[-1] += ' ' + line.strip()
        else:
            entry.append(line)
    position = ('lineno', 'col_offset', 'end_lineno', 'end_col_offset')
    for text in entry:
        head, _, body = text.partition(' = ')
        name = head.rstrip('+!')
        attributes = position if head != name else ()
        optional = head.endswith('+')
        if body.startswith('('):
            rows.append((name, 'AST', body[1:-1], attributes, optional))
            continue
        rows.append((name, 'AST', None, attributes, optional))
        depth = 0
        start = 0
        parts = []
        for i, c in enumerate(body):
            depth += (c == '(') - (c == ')')
            if c == '|' and not depth:
                parts.append(body[start:i].strip())
                start = i + 1
        parts.append(body[start:].strip())
        for part in parts:
            cls, _, fields = part.partition('(')
            rows.append((cls, name, fields[:-1], (), optional))
    for name, base, fields, attributes, optional in rows:
        namespace = {'__module__': 'ast'}
        if fields is not None:
            names = tuple(field.split()[1] for field in fields.split(', ')) if fields else ()
            namespace['_fields'] = namespace['__match_args__'] = names
            for field in fields.split(', ') if fields else ():
                kind, field = field.split()
                if kind.endswith('?'):
                    namespace[field] = None
        if attributes:
            namespace['_attributes'] = attributes
            if optional:
                namespace['end_lineno'] = namespace['end_col_offset'] = None
        table[name] = type(name, (table[base],), namespace)
    builtin = {'identifier': str, 'string': object, 'int': int, 'constant': object}
    for name, base, fields, attributes, optional in rows:
        if fields is None:
            continue
        kinds = {}
        for field in fields.split(', ') if fields else ():
            kind, field = field.split()
            bare = kind.rstrip('?*')
            of = builtin.get(bare) or table[bare]
            if bare == 'string':
                of = str
            if kind.endswith('*'):
                kinds[field] = list[of]
            elif kind.endswith('?'):
                kinds[field] = of | None
            else:
                kinds[field] = of
        table[name]._field_types = kinds


_build()
del _build

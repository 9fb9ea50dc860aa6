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

# ---- trees as bytes (the format: interpreter/compiler/tree-codec.ts) ------------------------------------------------------

_ENUMS = ('expr_context', 'boolop', 'operator', 'unaryop', 'cmpop')
_LOCATED = ('stmt', 'expr', 'excepthandler', 'pattern', 'type_param', 'arg', 'keyword', 'alias')
_POSITION = ('lineno', 'col_offset', 'end_lineno', 'end_col_offset')


def _layout():
    """(name, located, [(field, type, many)]) of every node class in the order of the format, and the enumerations."""
    sums = []
    products = []
    enums = {}
    text = ' '.join(line.strip() if line.startswith(' ') else '\n' + line for line in _TABLE.strip().splitlines())
    for line in text.split('\n'):
        if not line:
            continue
        head, _, body = line.strip().partition(' = ')
        name = head.rstrip('+!')
        if body.startswith('('):
            products.append((name, name in _LOCATED, _fields_of(body[1:-1])))
            continue
        if name in _ENUMS:
            enums[name] = [globals()[part.strip()]() for part in body.split('|')]
            continue
        for part in _split_sum(body):
            cls, _, fields = part.partition('(')
            sums.append((cls, name in _LOCATED, _fields_of(fields[:-1])))
    return sums + products, enums


def _split_sum(body):
    depth = start = 0
    for i, c in enumerate(body):
        depth += (c == '(') - (c == ')')
        if c == '|' and not depth:
            yield body[start:i].strip()
            start = i + 1
    yield body[start:].strip()


def _fields_of(text):
    out = []
    for field in text.split(', ') if text else ():
        kind, name = field.split()
        out.append((name, kind.rstrip('?*'), kind.endswith('*')))
    return out


_classes, _enums = _layout()
_tags = {name: i + 1 for i, (name, _, _) in enumerate(_classes)}


def _decode(data):
    at = 0

    def uint():
        nonlocal at
        shift = value = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7

    def sint():
        value = uint()
        return -(value + 1) // 2 if value & 1 else value // 2

    def block(size):
        nonlocal at
        at += size
        return bytes(data[at - size:at])

    strings = [block(uint()).decode('utf-8', 'surrogatepass') for _ in range(uint())]

    def constant():
        kind = uint()
        if kind < 4:
            return (None, False, True, Ellipsis)[kind]
        if kind == 4:
            size = uint()
            value = int.from_bytes(block(size >> 1), 'little')
            return -value if size & 1 else value
        if kind == 5:
            return _struct_unpack('<d', block(8))[0]
        if kind == 6:
            return complex(*_struct_unpack('<dd', block(16)))
        if kind == 7:
            return strings[uint()]
        if kind == 8:
            return block(uint())
        items = [constant() for _ in range(uint())]
        return tuple(items) if kind == 9 else frozenset(items)

    def leaf(kind):
        if kind in ('identifier', 'string'):
            index = uint()
            return strings[index - 1] if index else None
        if kind == 'int':
            value = uint()
            if not value:
                return None
            value -= 1
            return -(value + 1) // 2 if value & 1 else value // 2
        if kind == 'constant':
            return constant()
        return _enums[kind][uint() - 1]

    def element(kind):
        return leaf(kind) if kind in _LEAVES else None

    # (object, field, type, list or None) still to be read, the next at the end
    root = []
    work = [(root, None, 'node', root, 1)]
    while work:
        owner, field, kind, items, left = work.pop()
        if items is not None and left > 1:
            work.append((owner, field, kind, items, left - 1))
        if kind in _LEAVES:
            value = leaf(kind)
        else:
            tag = uint()
            if not tag:
                value = None
            else:
                name, located, fields = _classes[tag - 1]
                cls = globals()[name]
                value = cls.__new__(cls)
                if located:
                    for position in _POSITION:
                        setattr(value, position, sint())
                if items is not None:
                    items.append(value)
                else:
                    setattr(owner, field, value)
                _begin(value, fields, work)
                _settle(work, uint)
                continue
        if items is not None:
            items.append(value)
        else:
            setattr(owner, field, value)
        _settle(work, uint)
    return root[0]


def _begin(node, fields, work):
    for name, kind, many in reversed(fields):
        work.append((node, name, kind, _COUNT if many else None, 0))


def _settle(work, uint):
    """Lists that come next: their count is read, empty ones are done."""
    while work and work[-1][3] is _COUNT:
        owner, field, kind, _, _ = work.pop()
        items = []
        setattr(owner, field, items)
        count = uint()
        if count:
            work.append((owner, field, kind, items, count))


_COUNT = object()
_LEAVES = frozenset(('identifier', 'string', 'int', 'constant', *_ENUMS))


def _struct_unpack(form, data):
    import struct

    return struct.unpack(form, data)


# Of nodes in nodes: deeper trees are taken for endless.
_MOST_DEPTH = 10_000


def _encode(root):
    out = bytearray()
    strings = []
    indexes = {}

    def uint(value):
        while value >= 128:
            out.append(value & 127 | 128)
            value >>= 7
        out.append(value)

    def sint(value):
        uint(-2 * value - 1 if value < 0 else 2 * value)

    def string(text):
        if text not in indexes:
            indexes[text] = len(strings)
            strings.append(text)
        return indexes[text]

    def constant(value):
        if value is None or value is False or value is True or value is Ellipsis:
            uint((None, False, True, Ellipsis).index(value))
        elif type(value) is int:
            size = (abs(value).bit_length() + 7) // 8
            uint(4)
            uint(2 * size + (value < 0))
            out.extend(abs(value).to_bytes(size, 'little'))
        elif type(value) is float:
            import struct

            uint(5)
            out.extend(struct.pack('<d', value))
        elif type(value) is complex:
            import struct

            uint(6)
            out.extend(struct.pack('<dd', value.real, value.imag))
        elif type(value) is str:
            uint(7)
            uint(string(value))
        elif type(value) is bytes:
            uint(8)
            uint(len(value))
            out.extend(value)
        elif type(value) in (tuple, frozenset):
            uint(9 if type(value) is tuple else 10)
            uint(len(value))
            for item in value:
                constant(item)
        else:
            raise TypeError(f'got an invalid type in Constant: {type(value).__name__}')

    def leaf(value, kind, node, field):
        if kind in ('identifier', 'string'):
            if value is None:
                return uint(0)
            if not isinstance(value, str):
                raise TypeError('AST identifier must be of type str' if kind == 'identifier' else 'AST string must be of type str')
            uint(string(str(value)) + 1)
        elif kind == 'int':
            if value is None:
                return uint(0)
            if not isinstance(value, int):
                raise ValueError(f'invalid integer value: {value!r}')
            value = int(value)
            uint((-2 * value - 1 if value < 0 else 2 * value) + 1)
        elif kind == 'constant':
            constant(value)
        else:
            for i, only in enumerate(_enums[kind]):
                if isinstance(value, type(only)):
                    return uint(i + 1)
            raise TypeError(f'expected some sort of {kind}, but got {value!r}')

    work = [(root, 'mod', None, None, 0)]
    while work:
        value, kind, node, field, depth = work.pop()
        if kind == '#':
            uint(value)
        elif kind in _LEAVES:
            leaf(value, kind, node, field)
        elif value is None:
            uint(0)
        else:
            cls = next((c for c in type(value).__mro__ if c.__name__ in _tags and c.__module__ == 'ast'), None)
            if cls is None or (kind in globals() and not isinstance(value, globals()[kind])):
                raise TypeError(f'expected some sort of {kind}, but got {value!r}')
            if depth == _MOST_DEPTH:
                raise RecursionError(f"maximum recursion depth exceeded while traversing '{kind}' node")
            tag = _tags[cls.__name__]
            uint(tag)
            name, located, fields = _classes[tag - 1]
            if located:
                for position in _POSITION:
                    at = getattr(value, position, None)
                    if at is None:
                        if position in ('lineno', 'col_offset'):
                            raise TypeError(f'required field "{position}" missing from {name.lower() if kind == "x" else kind}')
                        at = getattr(value, position[4:])
                    sint(at)
            for field_name, field_kind, many in reversed(fields):
                missing = object()
                item = getattr(value, field_name, missing)
                if item is missing:
                    if many:
                        item = []
                    else:
                        raise TypeError(f'required field "{field_name}" missing from {name}')
                if many:
                    if not isinstance(item, list):
                        raise TypeError(f'{name} field "{field_name}" must be a list, not a {type(item).__name__}')
                    for each in reversed(item):
                        work.append((each, field_kind, value, field_name, depth + 1))
                    work.append((len(item), '#', None, None, depth))
                else:
                    work.append((item, field_kind, value, field_name, depth + 1))
    body = bytes(out)
    out.clear()
    uint(len(strings))
    for text in strings:
        data = text.encode('utf-8', 'surrogatepass')
        uint(len(data))
        out.extend(data)
    return bytes(out) + body

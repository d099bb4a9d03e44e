"""Node classes of syntax trees, made from the abstract grammar, and the two ways of a tree between Python and the compiler."""

import _typhon

PyCF_ONLY_AST = 0x400
PyCF_TYPE_COMMENTS = 0x1000
PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000
PyCF_OPTIMIZED_AST = 0x8400

_POSITION = ('lineno', 'col_offset', 'end_lineno', 'end_col_offset')
_REPR_DEPTH = 3
_MISSING = object()


def _show(value, depth):
    if isinstance(value, AST):
        return _show_node(value, depth)
    if isinstance(value, (list, tuple)):
        shown = [_show(value[0], depth)] if value else []
        if len(value) > 2:
            shown.append('...')
        if len(value) > 1:
            shown.append(_show(value[-1], depth))
        inner = ', '.join(shown)
        return f'[{inner}]' if isinstance(value, list) else f'({inner}{"," if len(value) == 1 else ""})'
    text = repr(value)
    if isinstance(value, (str, bytes)) and len(text) > 80:
        return f'{text[:40]}...{text[-40:]}'
    return text


def _show_node(node, depth):
    name = type(node).__name__
    if depth <= 0 and node._fields:
        return f'{name}(...)'
    return f'{name}({", ".join([f"{field}={_show(getattr(node, field), depth - 1)}" for field in node._fields if hasattr(node, field)])})'


class AST:
    __module__ = 'ast'
    _fields = _attributes = __match_args__ = ()

    def __init__(self, *args, **kwargs):
        cls = type(self)
        fields = cls._fields
        if len(args) > len(fields):
            raise TypeError(f'{cls.__name__} constructor takes at most {len(fields)} positional argument{"" if len(fields) == 1 else "s"}')
        for name, value in zip(fields, args):
            setattr(self, name, value)
        given = set(fields[:len(args)])
        for name, value in kwargs.items():
            if name in given:
                raise TypeError(f"{cls.__name__} got multiple values for argument {name!r}")
            if name not in fields and name not in cls._attributes:
                _deprecated(f'{cls.__name__}.__init__ got an unexpected keyword argument {name!r}. '
                            'Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.')
            given.add(name)
            setattr(self, name, value)
        types = getattr(cls, '_field_types', None)
        if types is None:
            return
        for name in fields:
            if name in given or hasattr(cls, name):
                continue
            type_ = types.get(name, _MISSING)
            if type_ is _MISSING:
                _deprecated(f'Field {name!r} is missing from {cls.__name__}._field_types. '
                            'This will become an error in Python 3.15.')
            elif getattr(type_, '__origin__', None) is list:
                setattr(self, name, [])
            elif type_ is expr_context:
                setattr(self, name, _singletons['Load'])
            else:
                _deprecated(f"{cls.__name__}.__init__ missing 1 required positional argument: {name!r}. "
                            'This will become an error in Python 3.15.')

    def __reduce__(self):
        state = dict(self.__dict__)
        args = []
        for name in type(self)._fields:
            if name not in state:
                break
            args.append(None)
        return type(self), tuple(args), state

    def __replace__(self, /, **changes):
        cls = type(self)
        known = (*cls._fields, *cls._attributes)
        state = dict(self.__dict__)
        unknown = [name for name in changes if name not in known and name not in state]
        if unknown:
            raise TypeError(f'{cls.__name__}.__replace__ got an unexpected keyword argument {unknown[0]!r}.')
        state.update(changes)
        missing = [repr(name) for name in cls._fields if name not in state and not hasattr(cls, name)]
        if missing:
            raise TypeError(f'{cls.__name__}.__replace__ missing {len(missing)} keyword argument{"" if len(missing) == 1 else "s"}: {", ".join(missing)}.')
        return cls(**state)

    def __repr__(self):
        return _show_node(self, _REPR_DEPTH)


AST.__qualname__ = 'AST'


def _deprecated(message):
    import warnings
    warnings.warn(message, DeprecationWarning, stacklevel=3)


_scalars = {'identifier': str, 'string': str, 'int': int, 'constant': object}
_numbered = []      # (class, names of fields and position) by number
_numbers = {}       # class: number
_singletons = {}
_field_kinds = {}   # class: ((field, type text), ...)


def _make(name, base, doc, located, fields):
    body = {'__module__': 'ast', '__doc__': doc}
    if fields is not None:
        body['_fields'] = body['__match_args__'] = tuple([field for _, field in fields])
        for type_, field in fields:
            if type_.endswith('?'):
                body[field] = None
    if base is AST:
        body['_attributes'] = _POSITION if located else ()
        if located and name not in ('mod',):
            body['end_lineno'] = body['end_col_offset'] = None
        if fields is None:
            body['_fields'] = body['__match_args__'] = ()
    cls = type(name, (base,), body)
    globals()[name] = cls
    return cls


def _read(part):
    name, _, rest = part.partition('(')
    return name, [tuple(field.split(' ')) for field in rest[:-1].split(', ')] if rest else []


def _define():
    located = _typhon.ast_located
    concrete = []
    for line in _typhon.ast_grammar.split('\n'):
        sum_, equals, rest = line.partition(' = ')
        base, parts = AST, [line]
        if equals:
            parts = rest.split(' | ')
            bar = '\n' + ' ' * len(sum_) + ' | '
            doc = f'{sum_} = ' + (' | ' if '(' not in rest else bar).join(parts)
            base = _make(sum_, AST, doc, sum_ in located, None)
        for part in parts:
            name, fields = _read(part)
            cls = _make(name, base, part, name in located, fields)
            concrete.append((cls, fields))
            _numbers[cls] = len(_numbered)
            _numbered.append((cls, cls._fields + (_POSITION if cls._attributes else ())))
            _field_kinds[cls] = tuple([(field, type_) for type_, field in fields])
            if base is not AST and not fields and not cls._attributes:
                _singletons[name] = cls()
    for cls, fields in concrete:
        types = {}
        for type_, field in fields:
            plain = type_.rstrip('?*')
            python = _scalars.get(plain) or globals()[plain]
            types[field] = list[python] if type_.endswith('*') else python | None if type_.endswith('?') else python
        cls._field_types = types


_define()


def _build(stream):
    """The tree of a postfix stream."""
    stack = []
    push = stack.append
    items = iter(stream)
    for code in items:
        operand = next(items)
        if code == 0:
            push(operand)
        elif code == 1:
            if operand:
                part = stack[-operand:]
                del stack[-operand:]
                push(part)
            else:
                push([])
        elif code == 2:
            cls, names = _numbered[operand]
            node = cls.__new__(cls)
            if names:
                count = len(names)
                for name, value in zip(names, stack[-count:]):
                    setattr(node, name, value)
                del stack[-count:]
            push(node)
        else:
            push(_singletons[_numbered[operand][0].__name__])
    return stack[0]


_STORED = {('Assign', 'targets'), ('For', 'target'), ('AsyncFor', 'target'), ('withitem', 'optional_vars'), ('comprehension', 'target'),
           ('AugAssign', 'target'), ('AnnAssign', 'target'), ('NamedExpr', 'target'), ('TypeAlias', 'name')}
_NOT_EMPTY = {('FunctionDef', 'body'), ('AsyncFunctionDef', 'body'), ('ClassDef', 'body'), ('For', 'body'), ('AsyncFor', 'body'),
              ('While', 'body'), ('If', 'body'), ('With', 'body'), ('AsyncWith', 'body'), ('Try', 'body'), ('TryStar', 'body'),
              ('ExceptHandler', 'body'), ('match_case', 'body'), ('Delete', 'targets'), ('Assign', 'targets'), ('With', 'items'),
              ('AsyncWith', 'items'), ('Import', 'names'), ('ImportFrom', 'names'), ('Global', 'names'), ('Nonlocal', 'names'),
              ('Match', 'cases')}
_ROOTS = {'exec': 'Module', 'eval': 'Expression', 'single': 'Interactive', 'func_type': 'FunctionType'}


def _number_of(node, sum_):
    """Number of the class of `node`, which must be an instance of the sum or product `sum_`."""
    base = globals()[sum_]
    if not isinstance(node, base):
        raise TypeError(f'expected some sort of {sum_}, but got {node!r}')
    for cls in type(node).__mro__:
        if cls in _numbers:
            return cls, _numbers[cls]
    raise TypeError(f'expected some sort of {sum_}, but got {node!r}')


def _flatten(tree, mode):
    """The prefix stream of a tree, checked; None if it is no tree."""
    if not isinstance(tree, AST):
        return None
    root = _ROOTS.get(mode)
    if root is None:
        raise ValueError("compile() mode must be 'exec', 'eval' or 'single'")
    if not isinstance(tree, globals()[root]):
        raise TypeError(f'expected {root} node, got {type(tree).__name__}')
    out = []
    _put_node(out.append, tree, 'mod', 'Load')
    return out


def _put_node(put, node, sum_, context):
    cls, number = _number_of(node, sum_)
    name = cls.__name__
    if sum_ == 'expr':
        own = getattr(node, 'ctx', None)
        if own is not None:
            if type(own).__name__ != context and isinstance(own, expr_context):
                raise ValueError(f'expression must have {context} context but has {type(own).__name__} instead')
        elif context != 'Load':
            raise ValueError(f"expression which can't be assigned to in {context} context")
        if name == 'Constant':
            return _put_constant_node(put, node, number)
    put(number)
    for field, kind in _field_kinds[cls]:
        value = getattr(node, field, _MISSING)
        if value is _MISSING:
            raise TypeError(f'required field "{field}" missing from {name}')
        inner = 'Store' if (name, field) in _STORED else 'Del' if name == 'Delete' else 'Load'
        if name in ('List', 'Tuple', 'Starred') and field in ('elts', 'value'):
            inner = context
        if kind.endswith('*'):
            if not isinstance(value, list):
                raise TypeError(f'{name} field "{field}" must be a list, not a {type(value).__name__}')
            if not value and (name, field) in _NOT_EMPTY:
                raise ValueError(f'empty {field} on {name}')
            if kind == 'type_ignore*':
                value = []
            put(len(value))
            holes = kind.endswith('?*') or field == 'kw_defaults'
            for item in value:
                if item is None and not holes:
                    raise ValueError(f'None disallowed in {kind[:-1]} list')
                _put_field(put, item, kind.rstrip('?*'), holes, inner)
        else:
            _put_field(put, value, kind.rstrip('?'), kind.endswith('?'), inner)
    if cls._attributes:
        _put_position(put, node, sum_)


def _put_position(put, node, sum_):
    line = column = 0
    for name in _POSITION:
        value = getattr(node, name, None)
        if value is None:
            if name in ('lineno', 'col_offset'):
                raise TypeError(f'required field "{name}" missing from {sum_}')
            value = line if name == 'end_lineno' else column
        if not isinstance(value, int):
            raise ValueError(f'invalid integer value: {value!r}')
        if name == 'lineno':
            line = value
        elif name == 'col_offset':
            column = value
        put(int(value))


def _put_field(put, value, kind, optional, context):
    if kind == 'constant':
        _put_constant(put, value)
    elif kind in ('identifier', 'string'):
        if value is None and optional:
            put(None)
        elif isinstance(value, str):
            if kind == 'identifier' and value in ('None', 'True', 'False'):
                raise ValueError(f"identifier field can't represent {value!r} constant")
            put(str(value))
        else:
            raise TypeError('AST identifier must be of type str' if kind == 'identifier' else 'AST string must be of type str')
    elif kind == 'int':
        if value is None and optional:
            put(None)
        elif isinstance(value, int):
            put(int(value))
        else:
            raise ValueError(f'invalid integer value: {value!r}')
    elif value is None:
        if not optional:
            raise ValueError(f'required field of kind {kind} is None')
        put(-1)
    else:
        _put_node(put, value, kind, context)


def _put_constant(put, value):
    if value is None or value is True or value is False or value is Ellipsis:
        put('Ellipsis' if value is Ellipsis else str(value))
        return
    cls = type(value)
    if cls not in (int, float, complex, str, bytes):
        raise TypeError(f'got an invalid type in Constant: {cls.__name__}')
    put(cls.__name__)
    put(value.imag if cls is complex else value)


def _put_constant_node(put, node, number):
    """A constant; what no literal can spell becomes the expression that makes it."""
    value = getattr(node, 'value', _MISSING)
    if value is _MISSING:
        raise TypeError('required field "value" missing from Constant')
    place = {name: getattr(node, name, None) for name in _POSITION}
    if type(value) is tuple:
        parts = [Constant(item, **place) for item in value]
        _put_node(put, Tuple(parts, _singletons['Load'], **place), 'expr', 'Load')
    elif type(value) is complex and (value.real != 0 or str(value.real) == '-0.0'):
        _put_node(put, BinOp(Constant(value.real, **place), _singletons['Add'], Constant(complex(0, value.imag), **place), **place), 'expr', 'Load')
    else:
        put(number)
        _put_constant(put, value)
        put(getattr(node, 'kind', None))
        _put_position(put, node, 'expr')

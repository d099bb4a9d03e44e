"""Reading and writing of rows of comma-separated values."""

__doc__ = 'CSV parsing and writing.\n'

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL = range(6)

_dialects = {}
_field_limit = 131072
_NAMES = ('delimiter', 'doublequote', 'escapechar', 'lineterminator', 'quotechar', 'quoting', 'skipinitialspace', 'strict')


class Error(Exception):
    __module__ = '_csv'


def _character(name, value, optional):
    wanted = 'a unicode character or None' if optional else 'a unicode character'
    if value is None and optional:
        return None
    if not isinstance(value, str):
        raise TypeError(f'"{name}" must be {wanted}, not {type(value).__name__}')
    if len(value) != 1:
        raise TypeError(f'"{name}" must be {wanted}, not a string of length {len(value)}')
    return value


class Dialect:
    """CSV dialect: how rows are written."""

    __module__ = '_csv'
    __slots__ = ('_delimiter', '_doublequote', '_escapechar', '_lineterminator', '_quotechar', '_quoting', '_skipinitialspace', '_strict')

    def __new__(cls, dialect=None, **options):
        for name in options:
            if name not in _NAMES:
                raise TypeError(f"this function got an unexpected keyword argument '{name}'")
        if dialect is not None:
            if isinstance(dialect, str):
                dialect = get_dialect(dialect)
            if cls is Dialect and type(dialect) is Dialect and not options:
                return dialect
        missing = object()

        def option(name, default):
            value = options.get(name, missing)
            if value is missing and dialect is not None:
                value = getattr(dialect, name, missing)
            return default if value is missing else value

        self = object.__new__(cls)
        self._delimiter = _character('delimiter', option('delimiter', ','), False)
        self._doublequote = bool(option('doublequote', True))
        self._escapechar = _character('escapechar', option('escapechar', None), True)
        end = option('lineterminator', '\r\n')
        if not isinstance(end, str):
            raise TypeError(f'"lineterminator" must be a string, not {type(end).__name__}')
        self._lineterminator = end
        quotechar = option('quotechar', missing)
        quoting = option('quoting', QUOTE_MINIMAL)
        if type(quoting) is not int and not isinstance(quoting, int) or isinstance(quoting, bool):
            raise TypeError(f'"quoting" must be an integer, not {type(quoting).__name__}')
        if not 0 <= quoting <= 5:
            raise TypeError('bad "quoting" value')
        quotechar = '"' if quotechar is missing else _character('quotechar', quotechar, True)
        if quotechar is None and quoting != QUOTE_NONE and (option('quotechar', missing) is None and option('quoting', missing) is missing):
            quoting = QUOTE_NONE
        if quoting != QUOTE_NONE and quotechar is None:
            raise TypeError('quotechar must be set if quoting enabled')
        self._quotechar = quotechar
        self._quoting = quoting
        self._skipinitialspace = bool(option('skipinitialspace', False))
        self._strict = bool(option('strict', False))
        self._check()
        return self

    def _check(self):
        special = {'delimiter': self._delimiter, 'escapechar': self._escapechar, 'quotechar': self._quotechar}
        for name, c in special.items():
            if c is None:
                continue
            if c in '\r\n' or c == ' ' and name != 'delimiter' or c == ' ' and self._skipinitialspace:
                raise ValueError(f'bad {name} value')
            if c in self._lineterminator:
                raise ValueError(f'bad {name} or lineterminator value')
        for a, b in (('delimiter', 'escapechar'), ('delimiter', 'quotechar'), ('escapechar', 'quotechar')):
            if special[a] is not None and special[a] == special[b]:
                raise ValueError(f'bad {a} or {b} value')

    delimiter = property(lambda self: self._delimiter)
    doublequote = property(lambda self: self._doublequote)
    escapechar = property(lambda self: self._escapechar)
    lineterminator = property(lambda self: self._lineterminator)
    quotechar = property(lambda self: self._quotechar)
    quoting = property(lambda self: self._quoting)
    skipinitialspace = property(lambda self: self._skipinitialspace)
    strict = property(lambda self: self._strict)

    def __reduce_ex__(self, protocol):
        raise TypeError(f"cannot pickle '{type(self).__name__}' instances")


def register_dialect(name, dialect=None, /, **fmtparams):
    """Give a dialect a name."""
    if not isinstance(name, str):
        raise TypeError('dialect name must be a string')
    _dialects[name] = Dialect(dialect, **fmtparams)


def unregister_dialect(name):
    """Forget the dialect of this name."""
    try:
        del _dialects[name]
    except KeyError:
        raise Error('unknown dialect') from None


def get_dialect(name):
    """The dialect of this name."""
    try:
        return _dialects[name]
    except KeyError:
        raise Error('unknown dialect') from None


def list_dialects():
    """The names of all dialects."""
    return list(_dialects)


def field_size_limit(*args):
    """The length of the longest field that a reader takes; sets it if a number is given."""
    global _field_limit
    old = _field_limit
    if args:
        limit, = args
        if not isinstance(limit, int):
            raise TypeError('limit must be an integer')
        _field_limit = limit
    return old


class Reader:
    """CSV reader: an iterator of rows, each a list of strings."""

    __module__ = '_csv'
    __name__ = 'reader'

    def __init__(self, iterable, dialect=None, /, **fmtparams):
        self._lines = iter(iterable)
        self.dialect = Dialect(dialect, **fmtparams)
        self.line_num = 0

    def __iter__(self):
        return self

    def __next__(self):
        d = self.dialect
        delimiter, quote, escape, quoting = d._delimiter, d._quotechar, d._escapechar, d._quoting
        simple = quoting in (QUOTE_MINIMAL, QUOTE_ALL) and escape is None and not d._skipinitialspace
        row = []
        field = []          # the pieces of the open field
        state = 'start'     # start of row; 'field': start of field; 'plain', 'quoted', 'after' (a quote inside quotes), 'escape', ...
        was_quoted = False
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if state != 'start' and (field or state in ('quoted', 'escape quoted', 'escape')):
                    if d._strict:
                        raise Error('unexpected end of data') from None
                    if state.startswith('escape'):
                        field.append('\n')
                    row.append(self._finish(field, was_quoted, quoting))
                    return row
                raise
            if not isinstance(line, str):
                raise Error(f'iterator should return strings, not {type(line).__name__} (the file should be opened in text mode)')
            self.line_num += 1
            if simple and state == 'start' and (quote is None or quote not in line):
                text = line.rstrip('\r\n')
                if '\r' in text or '\n' in text:
                    raise Error("new-line character seen in unquoted field - do you need to open the file with newline=''?")
                if not text:
                    return []
                row = text.split(delimiter)
                if len(text) > _field_limit and max(map(len, row)) > _field_limit:
                    raise Error(f'field larger than field limit ({_field_limit})')
                return row
            i, n = 0, len(line)
            while i < n:
                c = line[i]
                i += 1
                if state == 'start' or state == 'field':
                    if c == '\n' or c == '\r':
                        if state == 'field':
                            row.append(self._finish(field, was_quoted, quoting))
                        state = 'eol'
                    elif c == quote and quoting != QUOTE_NONE:
                        was_quoted = True
                        state = 'quoted'
                    elif c == escape:
                        state = 'escape'
                    elif c == ' ' and d._skipinitialspace:
                        state = 'field'
                    elif c == delimiter:
                        row.append(self._finish(field, was_quoted, quoting))
                        state = 'field'
                    else:
                        field.append(c)
                        state = 'plain'
                elif state == 'plain':
                    if c == '\n' or c == '\r':
                        row.append(self._finish(field, was_quoted, quoting))
                        field, was_quoted, state = [], False, 'eol'
                    elif c == escape:
                        state = 'escape'
                    elif c == delimiter:
                        row.append(self._finish(field, was_quoted, quoting))
                        field, was_quoted, state = [], False, 'field'
                    else:
                        field.append(c)
                elif state == 'quoted':
                    if c == escape:
                        state = 'escape quoted'
                    elif c == quote and quoting != QUOTE_NONE:
                        state = 'after' if d._doublequote else 'plain'
                    else:
                        field.append(c)
                elif state == 'after':
                    if c == quote and quoting != QUOTE_NONE:
                        field.append(c)
                        state = 'quoted'
                    elif c == delimiter:
                        row.append(self._finish(field, was_quoted, quoting))
                        field, was_quoted, state = [], False, 'field'
                    elif c == '\n' or c == '\r':
                        row.append(self._finish(field, was_quoted, quoting))
                        field, was_quoted, state = [], False, 'eol'
                    elif not d._strict:
                        field.append(c)
                        state = 'plain'
                    else:
                        raise Error(f"'{delimiter}' expected after '{quote}'")
                elif state == 'escape':
                    field.append(c)
                    state = 'plain' if c not in '\r\n' else 'after escaped newline'
                elif state == 'escape quoted':
                    field.append(c)
                    state = 'quoted'
                elif state == 'after escaped newline':
                    state = 'plain'
                    i -= 1
                elif c != '\n' and c != '\r':
                    raise Error("new-line character seen in unquoted field - do you need to open the file with newline=''?")
                if len(field) > _field_limit:
                    raise Error(f'field larger than field limit ({_field_limit})')
            # The end of the line, whether or not it has a newline.
            if state == 'start' or state == 'eol':
                return row
            if state == 'quoted':
                continue
            if state == 'escape':
                field.append('\n')
                state = 'after escaped newline'
            elif state == 'escape quoted':
                field.append('\n')
                state = 'quoted'
            elif state != 'after escaped newline':
                row.append(self._finish(field, was_quoted, quoting))
                return row

    def _finish(self, field, was_quoted, quoting):
        text = ''.join(field)
        if not was_quoted:
            if not text and quoting in (QUOTE_NOTNULL, QUOTE_STRINGS):
                return None
            if quoting in (QUOTE_NONNUMERIC, QUOTE_STRINGS) and text:
                return float(text)
        return text


class Writer:
    """CSV writer: `writerow` writes one row, `writerows` many."""

    __module__ = '_csv'

    def __init__(self, fileobj, dialect=None, /, **fmtparams):
        self.dialect = Dialect(dialect, **fmtparams)
        write = getattr(fileobj, 'write', None)
        if not callable(write):
            raise TypeError('argument 1 must have a "write" method')
        self._write = write

    def writerow(self, row, /):
        """Write one row; what the file's write answers."""
        return self._write(self._row(row))

    def writerows(self, seqseq, /):
        """Write many rows."""
        for row in iter(seqseq):
            self.writerow(row)

    def _row(self, row):
        try:
            fields = iter(row)
        except TypeError:
            raise Error(f'iterable expected, not {type(row).__name__}') from None
        d = self.dialect
        out = []
        for value in fields:
            out.append(self._field(value, d))
        if len(out) == 1 and not out[0]:
            if d._quoting == QUOTE_NONE or value is None and d._quoting in (QUOTE_STRINGS, QUOTE_NOTNULL):
                raise Error('single empty field record must be quoted')
            out[0] = d._quotechar * 2
        return d._delimiter.join(out) + d._lineterminator

    def _field(self, value, d):
        quoting = d._quoting
        if isinstance(value, str):
            text = str(value)
        elif value is None:
            text = ''
        else:
            text = str(value)
        quoted = (quoting == QUOTE_ALL or quoting == QUOTE_NONNUMERIC and not isinstance(value, (int, float, complex))
                  and not hasattr(value, '__float__') or quoting == QUOTE_STRINGS and isinstance(value, str)
                  or quoting == QUOTE_NOTNULL and value is not None)
        delimiter, quote, escape = d._delimiter, d._quotechar, d._escapechar
        pieces = []
        for c in text:
            if c == delimiter or c == escape or c == quote or c in '\r\n' or c in d._lineterminator:
                want = False
                if quoting == QUOTE_NONE:
                    want = True
                elif c == quote:
                    if d._doublequote:
                        pieces.append(quote)
                        quoted = True
                    else:
                        want = True
                elif c == escape:
                    want = True
                else:
                    quoted = True
                if want:
                    if escape is None:
                        raise Error('need to escape, but no escapechar set')
                    pieces.append(escape)
            pieces.append(c)
        if not text and delimiter == ' ' and d._skipinitialspace:
            if quoting == QUOTE_NONE or value is None and quoting in (QUOTE_STRINGS, QUOTE_NOTNULL):
                raise Error('empty field must be quoted if delimiter is a space and skipinitialspace is true')
            quoted = True
        text = ''.join(pieces)
        return f'{quote}{text}{quote}' if quoted else text


Reader.__name__ = Reader.__qualname__ = 'reader'
Writer.__name__ = Writer.__qualname__ = 'writer'


def reader(iterable, dialect=None, /, **fmtparams):
    """A reader of the rows that the lines of `iterable` hold."""
    return Reader(iterable, dialect, **fmtparams)


def writer(fileobj, dialect=None, /, **fmtparams):
    """A writer of rows to `fileobj`."""
    return Writer(fileobj, dialect, **fmtparams)

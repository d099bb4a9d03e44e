"""The locale of the C library: always "C" with UTF-8 text."""

LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)
CHAR_MAX = 127
CODESET, D_T_FMT, D_FMT, T_FMT, T_FMT_AMPM, AM_STR, PM_STR = 14, 131112, 131113, 131114, 131115, 131110, 131111
ABDAY_1, ABDAY_2, ABDAY_3, ABDAY_4, ABDAY_5, ABDAY_6, ABDAY_7 = range(131072, 131079)
DAY_1, DAY_2, DAY_3, DAY_4, DAY_5, DAY_6, DAY_7 = range(131079, 131086)
ABMON_1, ABMON_2, ABMON_3, ABMON_4, ABMON_5, ABMON_6, ABMON_7, ABMON_8, ABMON_9, ABMON_10, ABMON_11, ABMON_12 = range(131086, 131098)
MON_1, MON_2, MON_3, MON_4, MON_5, MON_6, MON_7, MON_8, MON_9, MON_10, MON_11, MON_12 = range(131098, 131110)
RADIXCHAR, THOUSEP, YESEXPR, NOEXPR, CRNCYSTR = 65536, 65537, 327680, 327681, 262159
ERA, ERA_D_FMT, ALT_DIGITS, ERA_D_T_FMT, ERA_T_FMT = 131116, 131118, 131119, 131120, 131121

Error = type('Error', (Exception,), {'__module__': 'locale'})

_days = ('Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday')
_months = ('January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December')
_texts = {CODESET: 'UTF-8', D_T_FMT: '%a %b %e %H:%M:%S %Y', D_FMT: '%m/%d/%y', T_FMT: '%H:%M:%S', T_FMT_AMPM: '%I:%M:%S %p',
          AM_STR: 'AM', PM_STR: 'PM', RADIXCHAR: '.', THOUSEP: '', YESEXPR: '^[yY]', NOEXPR: '^[nN]', CRNCYSTR: '-', ERA: '',
          ERA_D_FMT: '', ALT_DIGITS: '', ERA_D_T_FMT: '', ERA_T_FMT: ''}
for _i, _name in enumerate(_days):
    _texts[ABDAY_1 + _i] = _name[:3]
    _texts[DAY_1 + _i] = _name
for _i, _name in enumerate(_months):
    _texts[ABMON_1 + _i] = _name[:3]
    _texts[MON_1 + _i] = _name

_current = ['C.UTF-8', 'C', 'C', 'C', 'C', 'C']
_KNOWN = {'': None, 'C': 'C', 'POSIX': 'C', 'C.UTF-8': 'C.UTF-8', 'C.utf8': 'C.UTF-8', 'en_US.UTF-8': None}


def setlocale(category, locale=None, /):
    """The name of the locale of a category; sets it if one is given. Only "C" and "C.UTF-8" are there."""
    if not isinstance(category, int):
        raise TypeError(f"'{type(category).__name__}' object cannot be interpreted as an integer")
    if not 0 <= category <= 6:
        raise Error('invalid locale category')
    if locale is not None:
        name = 'C.UTF-8' if locale == '' else _KNOWN.get(locale)
        if name is None and ';' not in locale:
            raise Error('unsupported locale setting')
        if name is not None:
            if category == LC_ALL:
                _current[:] = [name] * 6
            else:
                _current[category] = name
    if category != LC_ALL:
        return _current[category]
    if len(set(_current)) == 1:
        return _current[0]
    names = ('LC_CTYPE', 'LC_NUMERIC', 'LC_TIME', 'LC_COLLATE', 'LC_MONETARY', 'LC_MESSAGES')
    return ';'.join([f'{name}={value}' for name, value in zip(names, _current)])


def localeconv():
    """How numbers and amounts of money are written."""
    return {'int_curr_symbol': '', 'currency_symbol': '', 'mon_decimal_point': '', 'mon_thousands_sep': '', 'mon_grouping': [],
            'positive_sign': '', 'negative_sign': '', 'int_frac_digits': 127, 'frac_digits': 127, 'p_cs_precedes': 127,
            'p_sep_by_space': 127, 'n_cs_precedes': 127, 'n_sep_by_space': 127, 'p_sign_posn': 127, 'n_sign_posn': 127,
            'decimal_point': '.', 'thousands_sep': '', 'grouping': []}


def nl_langinfo(key, /):
    """A text of the locale."""
    try:
        return _texts[key]
    except KeyError:
        raise ValueError('unsupported langinfo constant') from None


def strcoll(os1, os2, /):
    """Compare two texts: by code points."""
    return (os1 > os2) - (os1 < os2)


def strxfrm(string, /):
    """A text that sorts as strcoll compares: the same."""
    if '\0' in string:
        raise ValueError('embedded null character')
    return string


def getencoding():
    """The encoding of texts of the system."""
    return 'utf-8'

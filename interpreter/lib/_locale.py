"""Support for POSIX locales: the locales "C" and "C.UTF-8" (with its other spellings), which every system has.

The C library keeps one setting per category and process, and so does this module.
"""

import os as _os

_CATEGORIES = {
    'LC_CTYPE': 0,
    'LC_NUMERIC': 1,
    'LC_TIME': 2,
    'LC_COLLATE': 3,
    'LC_MONETARY': 4,
    'LC_MESSAGES': 5,
    'LC_PAPER': 7,
    'LC_NAME': 8,
    'LC_ADDRESS': 9,
    'LC_TELEPHONE': 10,
    'LC_MEASUREMENT': 11,
    'LC_IDENTIFICATION': 12,
}

LC_CTYPE = 0
LC_NUMERIC = 1
LC_TIME = 2
LC_COLLATE = 3
LC_MONETARY = 4
LC_MESSAGES = 5
LC_ALL = 6
CHAR_MAX = 127


class Error(Exception):
    pass


Error.__module__ = 'locale'
Error.__qualname__ = Error.__name__ = 'Error'


# ---- langinfo -----------------------------------------------------------------------------------------------------------

_LANGINFO = {}


def _define(first, names, texts):
    """Constants `names`, numbered from `first` as the GNU C library does, and what both locales say of each."""
    for offset, (name, text) in enumerate(zip(names, texts, strict=True)):
        globals()[name] = first + offset
        _LANGINFO[first + offset] = text


_DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
_MONTHS = [
    'January', 'February', 'March', 'April', 'May', 'June', 'July',
    'August', 'September', 'October', 'November', 'December',
]  # fmt: skip
_TIME = 0x20000
_define(_TIME, [f'ABDAY_{day}' for day in range(1, 8)], [day[:3] for day in _DAYS])
_define(_TIME + 7, [f'DAY_{day}' for day in range(1, 8)], _DAYS)
_define(_TIME + 14, [f'ABMON_{month}' for month in range(1, 13)], [month[:3] for month in _MONTHS])
_define(_TIME + 26, [f'MON_{month}' for month in range(1, 13)], _MONTHS)
_define(_TIME + 38, ['AM_STR', 'PM_STR'], ['AM', 'PM'])
_define(_TIME + 40, ['D_T_FMT', 'D_FMT', 'T_FMT'], ['%a %b %e %H:%M:%S %Y', '%m/%d/%y', '%H:%M:%S'])
_define(_TIME + 43, ['T_FMT_AMPM', 'ERA'], ['%I:%M:%S %p', ''])
_define(_TIME + 46, ['ERA_D_FMT', 'ALT_DIGITS', 'ERA_D_T_FMT', 'ERA_T_FMT'], ['', '', '', ''])
_define(_TIME + 108, ['_DATE_FMT'], ['%a %b %e %H:%M:%S %Z %Y'])
_define(0x10000, ['RADIXCHAR', 'THOUSEP'], ['.', ''])
_define(0x4000F, ['CRNCYSTR'], ['-'])
_define(0x50000, ['YESEXPR', 'NOEXPR'], ['^[yY]', '^[nN]'])
CODESET = 14


def nl_langinfo(key, /):
    """What the locale says under a number of langinfo.h."""
    key = _integer(key)
    if key == CODESET:
        return getencoding()
    try:
        return _LANGINFO[key]
    except KeyError:
        raise ValueError('unsupported langinfo constant') from None


# ---- settings -----------------------------------------------------------------------------------------------------------


def _known(name):
    """`name` as the C library keeps it; Error where no such locale is installed."""
    if name in ('C', 'POSIX'):
        return 'C'
    language, point, codeset = name.partition('.')
    if language == 'C' and point and codeset.replace('-', '').lower() == 'utf8':
        return name
    raise Error('unsupported locale setting')


def _of_environment(category):
    """What the environment asks for; the C library looks in this order."""
    for variable in ('LC_ALL', category, 'LANG'):
        if name := _os.environ.get(variable):
            return name
    return 'C'


def _at_start():
    """Only the character types follow the environment before a program asks for more; "C" is coerced to UTF-8 (PEP 538)."""
    settings = dict.fromkeys(_CATEGORIES, 'C')
    try:
        name = _known(_of_environment('LC_CTYPE'))
    except Error:
        name = 'C'
    settings['LC_CTYPE'] = 'C.UTF-8' if name == 'C' else name
    return settings


_settings = _at_start()


def _integer(value):
    if not hasattr(type(value), '__index__'):
        raise TypeError(f'{type(value).__name__!r} object cannot be interpreted as an integer')
    return value.__index__()


def _text(function, position, value, optional=False):
    if isinstance(value, str) or (optional and value is None):
        return value
    wanted = 'str or None' if optional else 'str'
    raise TypeError(f'{function}() argument {position} must be {wanted}, not {_kind(value)}')


def _kind(value):
    return 'None' if value is None else type(value).__name__


def _asked(name):
    """The settings that LC_ALL gets from `name`: one locale for all, or each one's after its category."""
    if not name:
        return {category: _known(_of_environment(category)) for category in _CATEGORIES}
    if '=' not in name:
        return dict.fromkeys(_CATEGORIES, _known(name))
    pairs = dict(part.partition('=')[::2] for part in name.split(';'))
    if pairs.keys() != _CATEGORIES.keys():
        raise Error('unsupported locale setting')
    return {category: _known(pairs[category]) for category in _CATEGORIES}


def setlocale(category, locale=None, /):
    """Set the locale of a category, or ask for it."""
    global _settings
    category = _integer(category)
    locale = _text('setlocale', 2, locale, optional=True)
    if category == LC_ALL:
        if locale is not None:
            _settings = _asked(locale)
        settings = _settings
        if len(set(settings.values())) == 1:
            return settings['LC_CTYPE']
        return ';'.join(f'{name}={value}' for name, value in settings.items())
    for name, number in _CATEGORIES.items():
        if number == category:
            if locale is not None:
                _settings = _settings | {name: _known(locale or _of_environment(name))}
            return _settings[name]
    raise Error('locale query failed' if locale is None else 'unsupported locale setting')


def localeconv():
    """How the locale writes numbers and sums of money."""
    texts = ['int_curr_symbol', 'currency_symbol', 'mon_decimal_point', 'mon_thousands_sep']
    signs = ['positive_sign', 'negative_sign']
    unsaid = [
        'int_frac_digits', 'frac_digits', 'p_cs_precedes', 'p_sep_by_space',
        'n_cs_precedes', 'n_sep_by_space', 'p_sign_posn', 'n_sign_posn',
    ]  # fmt: skip
    found = dict.fromkeys(texts, '')
    found['mon_grouping'] = []
    found |= dict.fromkeys(signs, '') | dict.fromkeys(unsaid, CHAR_MAX)
    return found | {'decimal_point': '.', 'thousands_sep': '', 'grouping': []}


def getencoding():
    """The encoding of the locale's character type."""
    return 'ANSI_X3.4-1968' if _settings['LC_CTYPE'] == 'C' else 'UTF-8'


# ---- collation: both locales compare code points ------------------------------------------------------------------------


def _whole(text):
    if '\0' in text:
        raise ValueError('embedded null character')
    return text


def strcoll(os1, os2, /):
    """-1, 0 or 1: the order of two strs in the locale."""
    first, second = _text('strcoll', 1, os1), _text('strcoll', 2, os2)
    first, second = _whole(first), _whole(second)
    return (first > second) - (first < second)


def strxfrm(string, /):
    """A str that sorts by itself as this one does in the locale."""
    if not isinstance(string, str):
        raise TypeError(f'strxfrm() argument must be str, not {_kind(string)}')
    return _whole(string)


# ---- messages: neither locale translates any ------------------------------------------------------------------------------

_domain = 'messages'
_folders = {}
_codesets = {}


def gettext(msg, /):
    """The message, translated."""
    return _text('gettext', 1, msg)


def dgettext(domain, msg, /):
    """The message, translated by a domain."""
    _text('dgettext', 1, domain, optional=True)
    return _text('dgettext', 2, msg)


def dcgettext(domain, msg, category, /):
    """The message, translated by a domain for a category."""
    _text('dcgettext', 1, domain, optional=True)
    _integer(category)
    return _text('dcgettext', 2, msg)


def textdomain(domain, /):
    """Set the domain that gettext() asks; the one that it asks then."""
    global _domain
    if _text('textdomain', 1, domain, optional=True) is not None:
        _domain = domain or 'messages'
    return _domain


def bindtextdomain(domain, dir, /):
    """Set the folder of a domain's messages; the one that they are in then."""
    if not _text('bindtextdomain', 1, domain):
        raise Error('domain must be a non-empty string')
    if dir is not None:
        _folders[domain] = _os.fsdecode(dir)
    return _folders.get(domain, '/usr/share/locale')


def bind_textdomain_codeset(domain, codeset, /):
    """Set the encoding of a domain's messages; the one that they have then."""
    _text('bind_textdomain_codeset', 1, domain)
    if _text('bind_textdomain_codeset', 2, codeset, optional=True) is not None:
        _codesets[domain] = codeset
    return _codesets.get(domain)

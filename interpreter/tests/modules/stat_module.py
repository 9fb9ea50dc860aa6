# The modules _stat and _locale: bits of modes, and the locales that every system has.

import _locale
import _stat
import locale
import stat


def attempt(function, *arguments):
    try:
        print(repr(function(*arguments)))
    except Exception as error:
        print(type(error).__name__, error)


print(stat.S_ISDIR is _stat.S_ISDIR, stat.filemode is _stat.filemode)  # expect: True True
for mode in (0o100644, 0o106755, 0o040755, 0o120777, 0o140600, 0o010600, 0o020620, 0o060660, 0o041777, 0o1776, 0o6666, 0o170000):
    print(_stat.filemode(mode), oct(_stat.S_IFMT(mode)), oct(_stat.S_IMODE(mode)))
# expect: -rw-r--r-- 0o100000 0o644
# expect: -rwsr-sr-x 0o100000 0o6755
# expect: drwxr-xr-x 0o40000 0o755
# expect: lrwxrwxrwx 0o120000 0o777
# expect: srw------- 0o140000 0o600
# expect: prw------- 0o10000 0o600
# expect: crw--w---- 0o20000 0o620
# expect: brw-rw---- 0o60000 0o660
# expect: drwxrwxrwt 0o40000 0o1777
# expect: ?rwxrwxrwT 0o0 0o1776
# expect: ?rwSrwSrw- 0o0 0o6666
# expect: ?--------- 0o170000 0o0
kinds = 'S_ISDIR S_ISCHR S_ISBLK S_ISREG S_ISFIFO S_ISLNK S_ISSOCK S_ISDOOR S_ISPORT S_ISWHT'.split()
for mode in (_stat.S_IFDIR, _stat.S_IFREG, _stat.S_IFLNK, _stat.S_IFIFO):
    print([kind for kind in kinds if getattr(_stat, kind)(mode)])
# expect: ['S_ISDIR']
# expect: ['S_ISREG']
# expect: ['S_ISLNK']
# expect: ['S_ISFIFO']
attempt(_stat.S_ISDIR, 1.0)  # expect: TypeError an integer is required
attempt(_stat.S_ISDIR, -1)  # expect: OverflowError can't convert negative value to unsigned int
attempt(_stat.S_ISDIR, 2**40)  # expect: OverflowError mode out of range
attempt(_stat.filemode, 2**33)  # expect: OverflowError mode out of range
attempt(_stat.S_ISDIR, True)  # expect: False
print(_stat.ST_MODE, _stat.ST_CTIME, _stat.S_IRWXU, _stat.SF_SETTABLE)  # expect: 0 9 448 4294901760

attempt(locale.setlocale, locale.LC_ALL, 'C')  # expect: 'C'
attempt(locale.getlocale)  # expect: (None, None)
attempt(_locale.getencoding)  # expect: 'ANSI_X3.4-1968'
attempt(_locale.setlocale, 0, 'C.UTF-8')  # expect: 'C.UTF-8'
attempt(_locale.setlocale, 6)
# expect: 'LC_CTYPE=C.UTF-8;LC_NUMERIC=C;LC_TIME=C;LC_COLLATE=C;LC_MONETARY=C;LC_MESSAGES=C;LC_PAPER=C;LC_NAME=C;LC_ADDRESS=C;LC_TELEPHONE=C;LC_MEASUREMENT=C;LC_IDENTIFICATION=C'
attempt(_locale.setlocale, 1)  # expect: 'C'
attempt(_locale.nl_langinfo, _locale.CODESET)  # expect: 'UTF-8'
attempt(_locale.setlocale, 99)  # expect: Error locale query failed
attempt(_locale.setlocale, 6, 'xx_YY')  # expect: Error unsupported locale setting
attempt(_locale.setlocale, 6, 3)  # expect: TypeError setlocale() argument 2 must be str or None, not int
attempt(_locale.setlocale, 'x')  # expect: TypeError 'str' object cannot be interpreted as an integer
attempt(_locale.setlocale, 6, 'C.UTF-8')  # expect: 'C.UTF-8'
print(_locale.Error is locale.Error, _locale.Error)  # expect: True <class 'locale.Error'>
attempt(_locale.nl_langinfo, 5)  # expect: ValueError unsupported langinfo constant
print([_locale.nl_langinfo(key) for key in (_locale.DAY_1, _locale.ABMON_12, _locale.D_FMT, _locale.RADIXCHAR, _locale.CRNCYSTR)])
# expect: ['Sunday', 'Dec', '%m/%d/%y', '.', '-']
print(locale.strcoll('a', 'b'), locale.strcoll('b', 'a'), locale.strcoll('a', 'a'), sorted('bäaZ', key=locale.strxfrm))
# expect: -1 1 0 ['Z', 'a', 'b', 'ä']
attempt(_locale.strcoll, 'a\0', 'a')  # expect: ValueError embedded null character
attempt(_locale.strxfrm, 1)  # expect: TypeError strxfrm() argument must be str, not int
attempt(_locale.strcoll, 1, 'a')  # expect: TypeError strcoll() argument 1 must be str, not int
print(locale.localeconv()['decimal_point'], locale.format_string('%d', 1234567, grouping=True), locale.currency is not None)
# expect: . 1234567 True
attempt(_locale.bindtextdomain, '', None)  # expect: Error domain must be a non-empty string
print(_locale.textdomain(None), _locale.gettext('a'), _locale.dgettext(None, 'b'), _locale.dcgettext('x', 'c', 5))
# expect: messages a b c

"""Limits and use of the system's resources. Limits can be read, not set: the host has no call for it."""

import _gilpy

error = OSError
RLIM_INFINITY = -1
RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_DATA, RLIMIT_STACK, RLIMIT_CORE, RLIMIT_RSS, RLIMIT_NPROC, RLIMIT_NOFILE = range(8)
RLIMIT_MEMLOCK, RLIMIT_AS = 8, 9
RLIMIT_OFILE = RLIMIT_NOFILE
RUSAGE_SELF, RUSAGE_CHILDREN, RUSAGE_THREAD = 0, -1, 1

_NAMES = ('Max cpu time', 'Max file size', 'Max data size', 'Max stack size', 'Max core file size', 'Max resident set',
          'Max processes', 'Max open files', 'Max locked memory', 'Max address space')
_FIELDS = ('ru_utime', 'ru_stime', 'ru_maxrss', 'ru_ixrss', 'ru_idrss', 'ru_isrss', 'ru_minflt', 'ru_majflt', 'ru_nswap',
           'ru_inblock', 'ru_oublock', 'ru_msgsnd', 'ru_msgrcv', 'ru_nsignals', 'ru_nvcsw', 'ru_nivcsw')


class struct_rusage(tuple):
    """struct_rusage: Result from getrusage."""

    __slots__ = ()
    n_fields = n_sequence_fields = len(_FIELDS)
    n_unnamed_fields = 0

    def __repr__(self):
        return 'resource.struct_rusage(' + ', '.join(f'{name}={value}' for name, value in zip(_FIELDS, self)) + ')'


for _i, _name in enumerate(_FIELDS):
    setattr(struct_rusage, _name, property(lambda self, i=_i: self[i]))


def getpagesize():
    return 4096


def getrusage(who, /):
    if who not in (RUSAGE_SELF, RUSAGE_CHILDREN, RUSAGE_THREAD):
        raise ValueError('invalid who parameter')
    if who == RUSAGE_CHILDREN:
        return struct_rusage((0.0, 0.0) + (0,) * 14)
    numbers = [int(word) for word in _gilpy.request('resourceUsage')[1].split()]
    return struct_rusage((numbers[0] / 1e6, numbers[1] / 1e6, *numbers[2:]))


def getrlimit(resource, /):
    if not 0 <= resource < len(_NAMES):
        raise ValueError('invalid resource specified')
    with open('/proc/self/limits', encoding='ascii') as file:
        for line in file:
            if line.startswith(_NAMES[resource]):
                words = line[len(_NAMES[resource]):].split()
                return tuple(RLIM_INFINITY if word == 'unlimited' else int(word) for word in words[:2])
    return RLIM_INFINITY, RLIM_INFINITY


def setrlimit(resource, limits, /):
    old = getrlimit(resource)
    soft, hard = limits
    if (soft, hard) != old:
        raise ValueError('gilpy can not change limits')

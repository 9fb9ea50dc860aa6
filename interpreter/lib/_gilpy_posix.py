"""Calls of posix that are rare or long: the kernel's module hands them on to here."""

import _gilpy
import errno
import os
import posix


def _raise(number, *names):
    raise OSError(number, os.strerror(number), *names)


def _stat_field(pid, index):
    """A field of /proc/PID/stat, counted behind the name of the command."""
    try:
        with open(f'/proc/{pid or "self"}/stat', encoding='utf-8', errors='surrogateescape') as file:
            return int(file.read().rpartition(')')[2].split()[index])
    except FileNotFoundError:
        _raise(errno.ESRCH)


def _status(name):
    """The words behind a name in /proc/self/status."""
    with open('/proc/self/status', encoding='utf-8', errors='surrogateescape') as file:
        for line in file:
            if line.startswith(name + ':'):
                return line.split()[1:]
    return []


def getpgid(pid):
    return _stat_field(pid, 2)


def getsid(pid):
    return _stat_field(pid, 3)


def killpg(pgid, signal):
    posix.kill(-pgid if pgid > 1 else 0, signal)


def getgroups():
    return [int(group) for group in _status('Groups')]


def getlogin():
    for name in 'LOGNAME', 'USER':
        if name in os.environ:
            return os.environ[name]
    _raise(errno.ENXIO)


def getresuid():
    return tuple(int(number) for number in _status('Uid')[:3])


def getresgid():
    return tuple(int(number) for number in _status('Gid')[:3])


def sched_getaffinity(pid):
    found = set()
    for part in _status('Cpus_allowed_list')[0].split(','):
        first, _, last = part.partition('-')
        found.update(range(int(first), int(last or first) + 1))
    return found


def getpriority(which, who):
    status, content = _gilpy.request('priority', who)
    if status < 0:
        _raise(-status)
    return int(content)


def _statvfs(path, shown):
    status, content = _gilpy.request('statfs', path)
    if status < 0:
        _raise(-status, shown)
    block, blocks, free, available, files, files_free = (int(word) for word in content.split())
    return posix.statvfs_result((block, block, blocks, free, available, files, files_free, files_free, 0, 255))


def statvfs(path):
    return _statvfs(os.fsdecode(path), path) if not isinstance(path, int) else fstatvfs(path)


def fstatvfs(fd):
    return _statvfs(os.readlink(f'/proc/self/fd/{_host_descriptor(fd)}'), None)


def ttyname(fd):
    if not os.isatty(fd):
        _raise(errno.ENOTTY)
    return os.readlink(f'/proc/self/fd/{_host_descriptor(fd)}')


def _host_descriptor(fd):
    status, _ = _gilpy.request('hostDescriptor', fd)
    if status < 0:
        _raise(-status)
    return status


def readv(fd, buffers):
    views = [memoryview(buffer).cast('B') for buffer in buffers]
    data = os.read(fd, sum(map(len, views)))
    at = 0
    for view in views:
        part = data[at:at + len(view)]
        view[:len(part)] = part
        at += len(part)
    return len(data)


def writev(fd, buffers):
    return os.write(fd, b''.join(bytes(memoryview(buffer)) for buffer in buffers))


def wait4(pid, options):
    import resource
    pid, status = os.waitpid(pid, options)
    return pid, status, resource.getrusage(resource.RUSAGE_CHILDREN)


def waitid(idtype, id, options):
    if idtype not in (os.P_PID, os.P_ALL):
        _raise(errno.EINVAL)
    if not options & os.WEXITED:
        _raise(errno.EINVAL)
    status, content = _gilpy.request('waitChild', id if idtype == os.P_PID else -1, options & (os.WNOHANG | os.WNOWAIT), 1)
    if status < 0:
        _raise(-status)
    if status == 0:
        return None
    value = int.from_bytes(content[:4], 'little')
    exited = value & 0x7F == 0
    return waitid_result((status, os.getuid(), 17, value >> 8 if exited else value & 0x7F, 1 if exited else 2))


class waitid_result(tuple):
    """Result of os.waitid()."""

    __module__ = 'posix'
    n_fields = n_sequence_fields = 5
    n_unnamed_fields = 0
    si_pid = property(lambda self: self[0])
    si_uid = property(lambda self: self[1])
    si_signo = property(lambda self: self[2])
    si_status = property(lambda self: self[3])
    si_code = property(lambda self: self[4])

    def __repr__(self):
        names = 'si_pid', 'si_uid', 'si_signo', 'si_status', 'si_code'
        return 'waitid_result(' + ', '.join(f'{name}={value}' for name, value in zip(names, self)) + ')'


def posix_spawn(path, argv, env, file_actions, setsid, search):
    from _posixsubprocess import _spawn
    name = os.fsdecode(path)
    argv = [os.fsdecode(arg) for arg in argv]
    if not argv:
        raise ValueError('argv must not be empty')
    if not argv[0]:
        raise ValueError('argv first element cannot be empty')
    pairs = None
    if env is not None:
        pairs = tuple(f'{os.fsdecode(key)}={os.fsdecode(value)}' for key, value in env.items())
    candidates = (name,)
    if search and '/' not in name:
        candidates = tuple(os.path.join(folder, name) for folder in os.get_exec_path())
    table = {fd: fd for fd in range(256) if _inherited(fd)}
    opened = []
    try:
        for action in file_actions or ():
            kind, *rest = action
            if kind == 0:  # POSIX_SPAWN_OPEN
                fd, file, flags, mode = rest
                opened.append(os.open(file, flags, mode))
                table[fd] = opened[-1]
            elif kind == 1:  # POSIX_SPAWN_CLOSE
                table.pop(rest[0], None)
            elif kind == 2:  # POSIX_SPAWN_DUP2
                table[rest[1]] = table.get(rest[0], rest[0])
            else:
                raise TypeError('Unknown file_actions identifier')
        stdio = tuple(table.pop(fd, -2) for fd in range(3))
        if any(fd != own for fd, own in table.items()):
            raise NotImplementedError('gilpy can not give a child a descriptor above 2 under another number')
        status, _ = _spawn(candidates, argv, None, pairs, stdio, tuple(table), setsid, -1, -1, -1)
    finally:
        for fd in opened:
            os.close(fd)
    if status < 0:
        _raise(-status, path)
    return status


def _inherited(fd):
    try:
        return os.get_inheritable(fd)
    except OSError:
        return False

"""Starting child processes: the host does it, there is no fork."""

import _gilpy
import os


def _path(value):
    return os.fsdecode(value)


def _spawn(executables, args, cwd, env, stdio, inherited, new_session, uid, gid, umask):
    """(pid, what is to blame): the pid is a negated errno where no child could be started."""
    status, content = _gilpy.request(
        'spawn', tuple(executables), tuple(args), cwd, env, tuple(stdio), tuple(inherited), int(new_session), uid, gid,
        umask,
    )
    return status, content.decode()


def fork_exec(args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread,
              errwrite, errpipe_read, errpipe_write, restore_signals, start_new_session, process_group, gid,
              extra_groups, uid, umask, preexec_fn, allow_vfork, /):
    """Starts a child; what goes wrong in it is written to errpipe_write, as a fork would do it. Returns its pid."""
    if close_fds and errpipe_write < 3:
        raise ValueError('errpipe_write must be >= 3')
    if tuple(sorted(pass_fds)) != tuple(pass_fds) or any(type(fd) is not int or fd < 0 for fd in pass_fds):
        raise ValueError('bad value(s) in fds_to_keep')
    if preexec_fn is not None:
        raise NotImplementedError('gilpy has no fork: preexec_fn can not run in the child')
    if process_group > 0 or extra_groups is not None:
        raise NotImplementedError('gilpy can not start a child in a given process group or with extra groups')
    if type(args) not in (list, tuple):
        args = list(args)
    arguments = tuple(_path(arg) for arg in args)
    executables = tuple(_path(path) for path in executable_list)
    environment = None if env is None else tuple(_path(pair) for pair in env)
    if any('\0' in text for text in (*arguments, *executables, *(environment or ()))):
        raise ValueError('embedded null byte')
    if close_fds:
        inherited = [fd for fd in pass_fds if fd > 2 and fd != errpipe_write]
    else:
        inherited = _inheritable(errpipe_write)
    status, blame = _spawn(
        executables, arguments, None if cwd is None else _path(cwd), environment, (p2cread, c2pwrite, errwrite),
        inherited, start_new_session or process_group == 0, -1 if uid is None else uid, -1 if gid is None else gid,
        umask,
    )
    if status >= 0:
        return status
    os.write(errpipe_write, b'OSError:%X:%s' % (-status, b'noexec:chdir' if blame == 'cwd' else b''))
    return _gilpy.request('failedChild')[0]


def _inheritable(but):
    """Descriptors from 3 on that a child inherits."""
    found = []
    for fd in range(3, 256):
        try:
            if fd != but and os.get_inheritable(fd):
                found.append(fd)
        except OSError:
            pass
    return found


def _system(command):
    """os.system: the wait status of a shell's command."""
    status, _ = _spawn(('/bin/sh',), ('sh', '-c', _path(command)), None, None, (-1, -1, -1), _inheritable(-1), False, -1,
                       -1, -1)
    if status < 0:
        return 127 << 8
    return os.waitpid(status, 0)[1]

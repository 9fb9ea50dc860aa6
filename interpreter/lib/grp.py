"""The group database, read from /etc/group."""


class struct_group(tuple):
    """grp.struct_group: Results from getgr*() routines."""

    __slots__ = ()
    n_fields = n_sequence_fields = 4
    n_unnamed_fields = 0
    gr_name = property(lambda self: self[0], doc='group name')
    gr_passwd = property(lambda self: self[1], doc='password')
    gr_gid = property(lambda self: self[2], doc='group id')
    gr_mem = property(lambda self: self[3], doc='group members')

    def __repr__(self):
        return 'grp.struct_group(gr_name={!r}, gr_passwd={!r}, gr_gid={!r}, gr_mem={!r})'.format(*self)


def getgrall():
    """Return a list of all available group entries, in arbitrary order."""
    found = []
    with open('/etc/group', encoding='utf-8', errors='surrogateescape') as file:
        for line in file:
            fields = line.rstrip('\n').split(':')
            if len(fields) == 4 and fields[2].isdigit():
                name, password, gid, members = fields
                found.append(struct_group((name, password, int(gid), [member for member in members.split(',') if member])))
    return found


def getgrgid(id):
    """Return the group database entry for the given numeric group ID."""
    if not hasattr(id, '__index__'):
        raise TypeError(f'group id must be int, not {type(id).__name__}')
    number = id.__index__()
    for entry in getgrall():
        if entry.gr_gid == number:
            return entry
    raise KeyError(f'getgrgid(): gid not found: {number}')


def getgrnam(name):
    """Return the group database entry for the given group name."""
    if not isinstance(name, str):
        raise TypeError(f'getgrnam() argument must be str, not {type(name).__name__}')
    if '\0' in name:
        raise ValueError('embedded null character')
    for entry in getgrall():
        if entry.gr_name == name:
            return entry
    raise KeyError(f'getgrnam(): name not found: {name!r}')

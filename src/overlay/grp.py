"""The database of groups, read from /etc/group."""

from collections import namedtuple as _namedtuple

struct_group = _namedtuple('struct_group', 'gr_name gr_passwd gr_gid gr_mem', module='grp')


def getgrall():
    """All groups."""
    groups = []
    try:
        with open('/etc/group', encoding='utf-8', errors='surrogateescape') as file:
            for line in file:
                parts = line.rstrip('\n').split(':')
                if len(parts) == 4 and parts[2].isdecimal():
                    groups.append(struct_group(parts[0], parts[1], int(parts[2]), parts[3].split(',') if parts[3] else []))
    except OSError:
        pass
    return groups


def getgrnam(name):
    """The group of this name."""
    if not isinstance(name, str):
        raise TypeError(f'getgrnam() argument must be str, not {type(name).__name__}')
    for group in getgrall():
        if group.gr_name == name:
            return group
    raise KeyError(f'getgrnam(): name not found: {name!r}')


def getgrgid(id):
    """The group of this number."""
    for group in getgrall():
        if group.gr_gid == id:
            return group
    raise KeyError(f'getgrgid(): gid not found: {id}')

"""The database of users, read from /etc/passwd."""

from collections import namedtuple as _namedtuple

struct_passwd = _namedtuple('struct_passwd', 'pw_name pw_passwd pw_uid pw_gid pw_gecos pw_dir pw_shell', module='pwd')


def getpwall():
    """All users."""
    users = []
    try:
        with open('/etc/passwd', encoding='utf-8', errors='surrogateescape') as file:
            for line in file:
                parts = line.rstrip('\n').split(':')
                if len(parts) == 7 and parts[2].isdecimal() and parts[3].isdecimal():
                    users.append(struct_passwd(parts[0], parts[1], int(parts[2]), int(parts[3]), *parts[4:]))
    except OSError:
        pass
    return users


def getpwnam(name, /):
    """The user of this name."""
    if not isinstance(name, str):
        raise TypeError(f'getpwnam() argument must be str, not {type(name).__name__}')
    for user in getpwall():
        if user.pw_name == name:
            return user
    raise KeyError(f'getpwnam(): name not found: {name!r}')


def getpwuid(uid, /):
    """The user of this number."""
    for user in getpwall():
        if user.pw_uid == uid:
            return user
    raise KeyError(f'getpwuid(): uid not found: {uid}')

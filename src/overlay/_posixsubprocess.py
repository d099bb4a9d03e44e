"""Starting of other programs: absent so far."""


def fork_exec(*args):
    """Not there: raises NotImplementedError."""
    raise NotImplementedError('subprocess: this version of Typhon cannot start other programs')

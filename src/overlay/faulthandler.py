"""Tracebacks at faults of the runtime: accepted and without effect, as WebAssembly code cannot fault the process."""

import sys

_enabled = False


def enable(file=sys.stderr, all_threads=True, c_stack=True):
    """Note that tracebacks are wanted."""
    global _enabled
    _enabled = True


def disable():
    """Take `enable` back."""
    global _enabled
    was = _enabled
    _enabled = False
    return was


def is_enabled():
    """Whether `enable` was called."""
    return _enabled


def dump_traceback(file=sys.stderr, all_threads=True):
    """Write the traceback of the calling thread."""
    import traceback
    traceback.print_stack(sys._getframe(1), file=sys.stderr if file is None else file)


def dump_traceback_later(timeout, repeat=False, file=sys.stderr, exit=False):
    """Without effect."""


def cancel_dump_traceback_later():
    """Without effect."""


def register(signum, file=sys.stderr, all_threads=True, chain=False):
    """Without effect."""


def unregister(signum):
    """Without effect."""
    return False

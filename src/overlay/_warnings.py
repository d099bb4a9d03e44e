"""What importlib and builtin modules need of warnings before the module itself is loaded.

`warnings` looks here for an accelerated implementation, finds its names missing, and uses its own.
"""


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    """Issue a warning, or maybe ignore it or raise an exception."""
    import warnings
    warnings.warn(message, category, stacklevel + 1, source, skip_file_prefixes=skip_file_prefixes)

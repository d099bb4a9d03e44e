"""Functions that are called when the program ends, last registered first."""

import sys

_callbacks = []


def register(func, /, *args, **kwargs):
    """Register a function to be called, with these arguments, when the program ends."""
    if not callable(func):
        raise TypeError('the first argument must be callable')
    _callbacks.append((func, args, kwargs))
    return func


def unregister(func, /):
    """Remove every registration of `func`."""
    for i in range(len(_callbacks) - 1, -1, -1):
        if i < len(_callbacks) and _callbacks[i][0] == func:
            del _callbacks[i]


def _clear():
    """Forget all registered functions."""
    _callbacks.clear()


def _ncallbacks():
    """The number of registered functions."""
    return len(_callbacks)


def _run_exitfuncs():
    """Call all registered functions; what they raise is reported and does not stop the others."""
    while _callbacks:
        func, args, kwargs = _callbacks.pop()
        try:
            func(*args, **kwargs)
        except BaseException as e:
            from types import SimpleNamespace
            sys.unraisablehook(SimpleNamespace(exc_type=type(e), exc_value=e, exc_traceback=e.__traceback__,
                                               err_msg=f'Exception ignored in atexit callback {func!r}', object=None))

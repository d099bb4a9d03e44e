"""Waiting for sockets: those of this process (see _socket). Other file descriptors cannot be waited for."""

import _socket
import _thread
from time import monotonic as _monotonic, sleep as _sleep

error = OSError
PIPE_BUF = 4096


def _number(fd):
    if not isinstance(fd, int):
        try:
            fd = fd.fileno()
        except AttributeError:
            raise TypeError('argument must be an int, or have a fileno() method.') from None
    if fd < 0:
        raise ValueError(f'file descriptor cannot be a negative integer ({fd})')
    return fd


def select(rlist, wlist, xlist, timeout=None, /):
    """The objects that can be read, written, and those with an exceptional condition, as soon as there is one or `timeout` seconds have passed."""
    if timeout is not None and not isinstance(timeout, (int, float)):
        raise TypeError('timeout must be a float or None')
    if timeout is not None and timeout < 0:
        raise ValueError('timeout must be non-negative')
    readers = [(_number(o), o) for o in rlist]
    writers = [(_number(o), o) for o in wlist]
    for o in xlist:
        _number(o)
    if not readers and not writers:
        if timeout is not None:
            _sleep(timeout)
            return [], [], []
    for fd, _ in readers + writers:
        _socket._endpoint(fd)
    end = None if timeout is None else _monotonic() + timeout
    while True:
        with _socket._mutex:
            readable = [o for fd, o in readers if _socket._endpoint(fd)._can_read()]
            writable = [o for fd, o in writers if _socket._endpoint(fd)._can_write()]
            if readable or writable or timeout == 0:
                return readable, writable, []
            bell = _thread.allocate_lock()
            bell.acquire()
            _socket._bells.append(bell)
        left = -1 if end is None else end - _monotonic()
        rung = (end is None or left > 0) and bell.acquire(True, left)
        if not rung:
            with _socket._mutex:
                if bell in _socket._bells:
                    _socket._bells.remove(bell)
            return [], [], []


# selectors makes it an attribute of a class: as a builtin function it must not become a method there.
select = staticmethod(select)

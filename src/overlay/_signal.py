"""Signals, as far as a process on Node.js has them.

The reactor (Node's main thread) receives signals and notes them; the main Python thread takes them at its next poll by a call of
`_dispatch`. Masks, waiting for signals and timers other than ITIMER_REAL are not available.
"""

import sys
import _thread
import _typhon

_NUMBERS = {
    'SIGHUP': 1, 'SIGINT': 2, 'SIGQUIT': 3, 'SIGILL': 4, 'SIGTRAP': 5, 'SIGABRT': 6, 'SIGIOT': 6, 'SIGBUS': 7, 'SIGFPE': 8,
    'SIGKILL': 9, 'SIGUSR1': 10, 'SIGSEGV': 11, 'SIGUSR2': 12, 'SIGPIPE': 13, 'SIGALRM': 14, 'SIGTERM': 15, 'SIGSTKFLT': 16,
    'SIGCHLD': 17, 'SIGCLD': 17, 'SIGCONT': 18, 'SIGSTOP': 19, 'SIGTSTP': 20, 'SIGTTIN': 21, 'SIGTTOU': 22, 'SIGURG': 23,
    'SIGXCPU': 24, 'SIGXFSZ': 25, 'SIGVTALRM': 26, 'SIGPROF': 27, 'SIGWINCH': 28, 'SIGIO': 29, 'SIGPOLL': 29, 'SIGPWR': 30,
    'SIGSYS': 31, 'SIGRTMIN': 34, 'SIGRTMAX': 64,
}
globals().update(_NUMBERS)

NSIG = 65
SIG_DFL = 0
SIG_IGN = 1
SIG_BLOCK = 0
SIG_UNBLOCK = 1
SIG_SETMASK = 2
ITIMER_REAL = 0
ITIMER_VIRTUAL = 1
ITIMER_PROF = 2


class ItimerError(OSError):
    pass


ItimerError.__module__ = 'signal'
ItimerError.__qualname__ = 'itimer_error'


def default_int_handler(signalnum, frame, /):
    """The default handler for SIGINT installed by Python.

    It raises KeyboardInterrupt.
    """
    raise KeyboardInterrupt


_handlers = {2: default_int_handler, 13: SIG_IGN, 25: SIG_IGN}


def _check(signalnum):
    if not isinstance(signalnum, int):
        raise TypeError(f"'{type(signalnum).__name__}' object cannot be interpreted as an integer")
    if not 1 <= signalnum < NSIG:
        raise ValueError('signal number out of range')
    return int(signalnum)


def _watch(number, handler):
    """Tells the reactor whether it is to receive the signal."""
    if number < 32:
        _typhon.watch_signal(number, handler != SIG_DFL)


def signal(signalnum, handler, /):
    """Set the action for the given signal.

    The action can be SIG_DFL, SIG_IGN, or a callable Python object.  The previous action is returned.
    """
    number = _check(signalnum)
    if _thread.get_ident() != _thread._get_main_thread_ident():
        raise ValueError('signal only works in main thread of the main interpreter')
    if not callable(handler) and handler != SIG_DFL and handler != SIG_IGN:
        raise TypeError('signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object')
    if number in (9, 19) or 32 <= number < 34:
        raise OSError(22, 'Invalid argument')
    old = _handlers.get(number, SIG_DFL)
    _watch(number, handler)
    _handlers[number] = handler
    return old


def getsignal(signalnum, /):
    """Return the current action for the given signal."""
    return _handlers.get(_check(signalnum), SIG_DFL)


def _dispatch(number):
    """Called by the runtime in the main thread: signal `number` has come."""
    handler = _handlers.get(number, SIG_DFL)
    if callable(handler):
        _taken[0] += 1
        handler(number, sys._getframe(1))


def raise_signal(signalnum, /):
    """Send a signal to the executing process."""
    number = _check(signalnum)
    handler = _handlers.get(number, SIG_DFL)
    if callable(handler):
        if number < 32:
            _thread.interrupt_main(number)
        else:
            handler(number, sys._getframe(1))
    elif handler == SIG_DFL:
        import os
        os.kill(os.getpid(), number)


def pthread_kill(thread_id, signalnum, /):
    """Send a signal to a thread: as CPython does, the main thread runs the handler."""
    number = _check(signalnum)
    if number:
        raise_signal(number)


def strsignal(signalnum, /):
    """Return the system description of the given signal, or None if it is not recognized."""
    return _DESCRIPTIONS.get(_check(signalnum))


_DESCRIPTIONS = {
    1: 'Hangup', 2: 'Interrupt', 3: 'Quit', 4: 'Illegal instruction', 5: 'Trace/breakpoint trap', 6: 'Aborted', 7: 'Bus error',
    8: 'Floating point exception', 9: 'Killed', 10: 'User defined signal 1', 11: 'Segmentation fault', 12: 'User defined signal 2',
    13: 'Broken pipe', 14: 'Alarm clock', 15: 'Terminated', 16: 'Stack fault', 17: 'Child exited', 18: 'Continued',
    19: 'Stopped (signal)', 20: 'Stopped', 21: 'Stopped (tty input)', 22: 'Stopped (tty output)', 23: 'Urgent I/O condition',
    24: 'CPU time limit exceeded', 25: 'File size limit exceeded', 26: 'Virtual timer expired', 27: 'Profiling timer expired',
    28: 'Window changed', 29: 'I/O possible', 30: 'Power failure', 31: 'Bad system call',
}


def valid_signals():
    """Return the set of valid signal numbers on this platform."""
    return {n for n in range(1, NSIG) if n not in (32, 33)}


def set_wakeup_fd(fd, /, *, warn_on_full_buffer=True):
    """Only -1, which switches it off, is possible."""
    if fd != -1:
        raise NotImplementedError('signal.set_wakeup_fd() is not supported by this version of Typhon')
    return -1


def siginterrupt(signalnum, flag, /):
    """Calls that a signal has interrupted are always gone on with."""
    _check(signalnum)


# ---- alarms: a daemon thread that sleeps

class _Alarm:
    lock = _thread.allocate_lock()
    cancel = None
    deadline = 0.0
    interval = 0.0


def _ring(cancel, seconds, interval):
    while not cancel.acquire(timeout=seconds):
        _thread.interrupt_main(14)
        if not interval:
            with _Alarm.lock:
                if _Alarm.cancel is cancel:
                    _Alarm.cancel = None
            return
        seconds = interval


def setitimer(which, seconds, interval=0.0, /):
    """Set the timer ITIMER_REAL, which raises SIGALRM after `seconds` and then every `interval` seconds."""
    if which != ITIMER_REAL:
        if which in (ITIMER_VIRTUAL, ITIMER_PROF):
            raise NotImplementedError('signal.setitimer() supports only ITIMER_REAL in this version of Typhon')
        raise ItimerError(22, 'Invalid argument')
    if seconds < 0 or interval < 0:
        raise ItimerError(22, 'Invalid argument')
    import time
    old = getitimer(which)
    with _Alarm.lock:
        if _Alarm.cancel is not None:
            _Alarm.cancel.release()
            _Alarm.cancel = None
        if seconds:
            cancel = _thread.allocate_lock()
            cancel.acquire()
            _Alarm.cancel = cancel
            _Alarm.deadline = time.monotonic() + seconds
            _Alarm.interval = float(interval)
            _thread.start_joinable_thread(lambda: _ring(cancel, seconds, interval), daemon=True)
    return old


def getitimer(which, /):
    """Return (seconds until the timer fires, interval)."""
    import time
    with _Alarm.lock:
        if _Alarm.cancel is None:
            return (0.0, 0.0)
        return (max(0.0, _Alarm.deadline - time.monotonic()), _Alarm.interval)


def alarm(seconds, /):
    """Arrange for SIGALRM to arrive after the given number of seconds."""
    left = setitimer(ITIMER_REAL, int(seconds))[0]
    return int(left) + (left > int(left))


def pause():
    """Wait until a signal arrives."""
    if _thread.get_ident() != _thread._get_main_thread_ident():
        raise NotImplementedError('signal.pause() works only in the main thread in this version of Typhon')
    before = _taken[0]
    while _taken[0] == before:
        _never.acquire(timeout=0.05)


_taken = [0]
_never = _thread.allocate_lock()
_never.acquire()


_typhon.set_signal_dispatcher(_dispatch)

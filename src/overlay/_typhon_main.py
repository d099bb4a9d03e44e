"""The first Python code of a process: sets up the import system, runs the program, and ends it as CPython would.

`main` is the main thread's whole life; its value is the exit status.
"""

import sys
import _typhon


def _new_module(name, file):
    module = _typhon.new_module(name)
    sys.modules[name] = module
    exec(_typhon.stdlib_code(file), module.__dict__)
    return module


def _set_up_imports():
    import builtins, _imp
    _new_module('_warnings', '_warnings.py')
    bootstrap = _new_module('_frozen_importlib', 'importlib/_bootstrap.py')
    bootstrap._install(sys, _imp)
    _make_unsupported_operation()
    external = _new_module('_frozen_importlib_external', 'importlib/_bootstrap_external.py')
    bootstrap._bootstrap_external = external
    external._set_bootstrap_module(bootstrap)
    importer = _new_module('_typhon_importer', '_typhon_importer.py')
    sys.path_hooks.append(importer.StdlibFinder)
    sys.path_hooks.append(external.FileFinder.path_hook(*external._get_supported_file_loaders()))
    sys.meta_path.append(external.PathFinder)


def _make_unsupported_operation():
    import _io
    _io.UnsupportedOperation = type('UnsupportedOperation', (OSError, ValueError), {'__module__': 'io'})
    _io._set_unsupported_operation(_io.UnsupportedOperation)
    del _io._set_unsupported_operation


def _open_streams(unbuffered):
    import io, os

    def open_stream(fd, mode, name, errors):
        try:
            os.fstat(fd)
        except OSError:
            return None
        raw = io.FileIO(fd, mode, closefd=False)
        raw.name = name
        interactive = raw.isatty()
        if 'r' in mode:
            buffer = io.BufferedReader(raw)
        elif unbuffered:
            buffer = raw
        else:
            buffer = io.BufferedWriter(raw)
        stream = io.TextIOWrapper(buffer, 'utf-8', errors, line_buffering=interactive or fd == 2,
                                  write_through=unbuffered and 'w' in mode)
        stream.mode = mode[0]
        return stream

    sys.stdin = sys.__stdin__ = open_stream(0, 'rb', '<stdin>', 'strict')
    sys.stdout = sys.__stdout__ = open_stream(1, 'wb', '<stdout>', 'strict')
    sys.stderr = sys.__stderr__ = open_stream(2, 'wb', '<stderr>', 'backslashreplace')


def _flush_streams():
    """Flushes stdout and stderr; the exit status if stdout cannot take what was printed."""
    status = 0
    stdout = getattr(sys, 'stdout', None)
    if stdout is not None and not getattr(stdout, 'closed', False):
        try:
            stdout.flush()
        except BaseException as e:
            status = 120
            _write_error(f'Exception ignored on flushing sys.stdout:\n{type(e).__name__}: {e}\n')
    stderr = getattr(sys, 'stderr', None)
    if stderr is not None:
        try:
            stderr.flush()
        except BaseException:
            status = 120
    return status


def _write_error(text):
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except BaseException:
        pass


def _exit_status(e):
    """Exit status of a SystemExit; prints what is no status."""
    code = e.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xff
    _flush_streams()
    _write_error(f'{code}\n')
    return 1


def _without_own_frames(tb):
    while tb is not None and tb.tb_frame.f_globals is globals():
        tb = tb.tb_next
    return tb


def _report(e):
    """Prints an uncaught exception through sys.excepthook; the exit status."""
    e.__traceback__ = _without_own_frames(e.__traceback__)
    sys.last_exc = e
    sys.last_type, sys.last_value, sys.last_traceback = type(e), e, e.__traceback__
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BaseException:
        pass
    try:
        sys.excepthook(type(e), e, e.__traceback__)
    except SystemExit as exit:
        return _exit_status(exit)
    except BaseException as error:
        _write_error('Error in sys.excepthook:\n')
        excepthook(type(error), error, _without_own_frames(error.__traceback__))
        _write_error('\nOriginal exception was:\n')
        excepthook(type(e), e, e.__traceback__)
    return 130 if isinstance(e, KeyboardInterrupt) else 1


def excepthook(exctype, value, traceback, /):
    """Handle an exception by displaying it with a traceback on sys.stderr."""
    if sys.stderr is None:
        return
    try:
        from traceback import TracebackException
    except ImportError:
        _write_error(f'{exctype.__name__}: {value}\n')
        return
    lines = TracebackException(exctype, value, traceback, capture_locals=False).format(colorize=_colorize())
    sys.stderr.write(''.join(lines))
    sys.stderr.flush()


def _colorize():
    try:
        import _colorize
        return _colorize.can_colorize(file=sys.stderr)
    except Exception:
        return False


def displayhook(object, /):
    """Print an object to sys.stdout and also save it in builtins._"""
    import builtins
    if object is None:
        return
    builtins._ = None
    text = repr(object)
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError:
        sys.stdout.write(text.encode(sys.stdout.encoding, 'backslashreplace').decode(sys.stdout.encoding, 'strict'))
    sys.stdout.write('\n')
    builtins._ = object


def unraisablehook(unraisable, /):
    """Report an exception that could not be raised."""
    from traceback import format_exception
    where = f': {unraisable.object!r}' if unraisable.object is not None else ''
    text = f'{unraisable.err_msg or "Exception ignored in"}{where}\n'
    _write_error(text + ''.join(format_exception(unraisable.exc_type, unraisable.exc_value, unraisable.exc_traceback)))


class _ExceptHookArgs(tuple):
    """Type used to pass arguments to threading.excepthook."""
    __slots__ = ()
    __module__ = '_thread'
    n_fields = n_sequence_fields = 4
    n_unnamed_fields = 0
    __match_args__ = ('exc_type', 'exc_value', 'exc_traceback', 'thread')

    def __new__(cls, sequence, dict=None, /):
        self = tuple.__new__(cls, sequence)
        if len(self) != 4:
            raise TypeError(f'_thread._ExceptHookArgs() takes a 4-sequence ({len(self)}-sequence given)')
        return self

    exc_type = property(lambda self: self[0], doc='Exception type')
    exc_value = property(lambda self: self[1], doc='Exception value')
    exc_traceback = property(lambda self: self[2], doc='Exception traceback')
    thread = property(lambda self: self[3], doc='Thread')

    def __repr__(self):
        return '_thread._ExceptHookArgs(exc_type={!r}, exc_value={!r}, exc_traceback={!r}, thread={!r})'.format(*self)


def thread_excepthook(args, /):
    """Handle uncaught Thread.run() exception."""
    if type(args) is not _ExceptHookArgs:
        raise TypeError('_thread.excepthook argument type must be ExceptHookArgs')
    if args.exc_type is SystemExit:
        return
    thread = args.thread
    file = sys.stderr
    if file is None and thread is not None:
        file = thread._stderr
    if file is None:
        return
    import _thread
    name = getattr(thread, '_name', None) if thread is not None else None
    from traceback import TracebackException
    lines = TracebackException(args.exc_type, args.exc_value, args.exc_traceback, capture_locals=False).format(colorize=_colorize())
    file.write(f'Exception in thread {name or _thread.get_ident()}:\n' + ''.join(lines))
    file.flush()


def run_thread(function, args, kwargs):
    """Runs a thread of _thread.start_new_thread; its exceptions are reported, not raised."""
    try:
        function(*args, **(kwargs or {}))
    except SystemExit:
        pass
    except BaseException as e:
        e.__traceback__ = _without_own_frames(e.__traceback__)
        from types import SimpleNamespace
        sys.unraisablehook(SimpleNamespace(exc_type=type(e), exc_value=e, exc_traceback=e.__traceback__,
                                           err_msg='Exception ignored in thread started by', object=function))


def _run_program(main_module):
    kind, what = _typhon.run
    namespace = main_module.__dict__
    if kind == 'command':
        if not _typhon.safe_path:
            sys.path.insert(0, '')
        exec(compile(what, '<string>', 'exec'), namespace)
    elif kind == 'module':
        if not _typhon.safe_path:
            import os
            sys.path.insert(0, os.getcwd())
        import runpy
        runpy._run_module_as_main(what)
    elif kind == 'stdin':
        if not _typhon.safe_path:
            sys.path.insert(0, '')
        if sys.stdin is not None and (_typhon.inspect or sys.stdin.isatty()):
            return _interact(namespace)
        source = sys.stdin.buffer.read() if sys.stdin is not None else b''
        exec(compile(source, '<stdin>', 'exec'), namespace)
    else:
        return _run_file(what, main_module)


def _run_file(path, main_module):
    if _typhon.is_directory(path) or path.endswith(('.zip', '.pyz')):
        import runpy
        sys.path.insert(0, path)
        try:
            runpy._get_main_module_details()
        except runpy._Error:
            _write_error(f"{sys.executable}: can't find '__main__' module in {path!r}\n")
            raise SystemExit(1)
        runpy._run_module_as_main('__main__', alter_argv=False)
        return
    try:
        source = _typhon.read_file(path)
    except OSError as e:
        _write_error(f"{sys.executable}: can't open file {_typhon.absolute_path(path)!r}: [Errno {e.errno}] {e.strerror}\n")
        raise SystemExit(2)
    if not _typhon.safe_path:
        sys.path.insert(0, _typhon.real_folder(path))
    if _typhon.skip_first_line:
        source = b'\n' + source.partition(b'\n')[2]
    namespace = main_module.__dict__
    namespace['__file__'] = path
    namespace['__cached__'] = None
    external = sys.modules.get('_frozen_importlib_external')
    if external is not None:
        namespace['__loader__'] = external.SourceFileLoader('__main__', path)
    exec(compile(source, path, 'exec'), namespace)


def _interact(namespace):
    import code
    banner = None
    if _typhon.quiet:
        banner = ''
    else:
        banner = (f'Python {sys.version} on {sys.platform}\n'
                  'Type "help", "copyright", "credits" or "license" for more information.')
    console = code.InteractiveConsole(namespace, filename='<stdin>')
    console.interact(banner, exitmsg='')


def _shut_down():
    """Waits for threads that are no daemons, then runs what atexit has; the exit status if something there says so."""
    threading = sys.modules.get('threading')
    if threading is not None:
        try:
            threading._shutdown()
        except BaseException as e:
            _report(e)
    atexit = sys.modules.get('atexit')
    if atexit is not None:
        atexit._run_exitfuncs()
    _flush_files()


def _flush_files():
    """Writes what files hold that were never closed."""
    import _io
    for stream in _io._unflushed():
        if stream is sys.stdout or stream is sys.stderr:
            continue
        try:
            stream.flush()
        except BaseException:
            pass


def _define_asyncgen_hooks():
    """sys.get_asyncgen_hooks and sys.set_asyncgen_hooks: kept for each thread; asynchronous generators do not call them so far."""
    from _thread import get_ident
    hooks = {}

    def get_asyncgen_hooks():
        return sys._asyncgen_hooks(hooks.get(get_ident(), (None, None)))

    def set_asyncgen_hooks(*args, **kwargs):
        given = dict(zip(('firstiter', 'finalizer'), args), **kwargs)
        for name, hook in given.items():
            if name not in ('firstiter', 'finalizer'):
                raise TypeError(f"set_asyncgen_hooks() got an unexpected keyword argument '{name}'")
            if hook is not None and not callable(hook):
                raise TypeError(f'callable {name} expected, got {type(hook).__name__}')
        old = hooks.get(get_ident(), (None, None))
        hooks[get_ident()] = (given.get('firstiter', old[0]), given.get('finalizer', old[1]))

    sys.get_asyncgen_hooks, sys.set_asyncgen_hooks = get_asyncgen_hooks, set_asyncgen_hooks


def main():
    _set_up_imports()
    _define_asyncgen_hooks()
    import builtins
    sys.excepthook = sys.__excepthook__ = excepthook
    sys.displayhook = sys.__displayhook__ = displayhook
    sys.unraisablehook = sys.__unraisablehook__ = unraisablehook
    _typhon.set_thread_runner(run_thread)
    import _thread
    _thread._excepthook, _thread._ExceptHookArgs = thread_excepthook, _ExceptHookArgs
    _open_streams(_typhon.unbuffered)
    main_module = _typhon.new_module('__main__')
    sys.modules['__main__'] = main_module
    main_module.__dict__['__builtins__'] = builtins
    status = 0
    try:
        if not _typhon.no_site:
            import site
            site.main()
        _run_program(main_module)
    except SystemExit as e:
        status = _exit_status(e)
    except BaseException as e:
        status = _report(e)
    if _typhon.inspect and sys.stdin is not None and _typhon.run[0] != 'stdin':
        try:
            _interact(main_module.__dict__)
        except SystemExit as e:
            status = _exit_status(e)
    _shut_down()
    flushed = _flush_streams()
    return flushed or status

_typhon.set_exit_status(main())

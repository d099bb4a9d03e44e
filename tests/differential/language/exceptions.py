# Exceptions, their attributes, groups, notes, chaining.
BaseException(1, 2).args, repr(BaseException()), str(Exception('a')), str(Exception('a', 'b')), repr(Exception('x'))
KeyError('a'), str(KeyError('a')), str(KeyError('a', 'b')), str(KeyError())
e = ValueError('x'); e.args = [1, 2]; e.args, str(e)
e.args = 5
e.__cause__, e.__context__, e.__suppress_context__, e.__traceback__
e.__cause__ = 5
e.__context__ = 'a'
e.__traceback__ = 5
e.__cause__ = KeyError('c'); e.__suppress_context__
del e.__cause__
e.add_note('a note'); e.__notes__
e.add_note(5)
raise e
e.with_traceback(None) is e
e.with_traceback(5)
StopIteration(5).value, StopIteration().value, StopAsyncIteration().args
SystemExit(5).code, SystemExit().code, SystemExit(1, 2).code
OSError(1, 'x').errno, type(OSError(2, 'x')) is OSError, OSError('a').errno, str(OSError('a', 'b')), OSError(1, 2, 3).args
OSError(5, 'msg', 'file1', None, 'file2')
str(OSError(5, 'msg', 'file1', None, 'file2')), OSError(5, 'm', 'f').filename, OSError(5, 'm', 'f', None, 'g').filename2
ImportError('m', name='n', path='p').name, ImportError('m').path, ImportError(foo=1)
ImportError(foo=1)
AttributeError('m', name='n', obj=5).obj, AttributeError().name
NameError('m', name='n').name
SyntaxError('m', ('f', 1, 2, 'text')).lineno, SyntaxError('m').msg, str(SyntaxError('m', ('f.py', 1, 2, 'text')))
SyntaxError('m', (1,))
SyntaxError('m', 5)
SyntaxError('m', ('f', 1, 2, 'text', 3, 4)).end_lineno
UnicodeDecodeError('utf-8', b'abc', 1, 2, 'why'), str(UnicodeDecodeError('utf-8', b'abc', 1, 2, 'why')), str(UnicodeDecodeError('utf-8', b'abc', 1, 3, 'why'))
UnicodeEncodeError('ascii', 'abc', 1, 2, 'why').object, str(UnicodeEncodeError('ascii', 'a\u1234c', 1, 2, 'why'))
UnicodeTranslateError('abc', 1, 2, 'why').start, str(UnicodeTranslateError('abc', 1, 2, 'why'))
UnicodeDecodeError(1)
UnicodeDecodeError('a', 'b', 1, 2, 'c')
ValueError(x=1)
Exception(x=1)
issubclass(FileNotFoundError, OSError), IOError is OSError, EnvironmentError is OSError, BlockingIOError(1, 'a', 5).characters_written
BlockingIOError(1, 'a').characters_written
[c.__name__ for c in ZeroDivisionError.__mro__]
for n in dir(__import__('builtins')):
    c = getattr(__import__('builtins'), n)
    if isinstance(c, type) and issubclass(c, BaseException): print(n, [b.__name__ for b in c.__bases__], c.__module__)
#---
eg = ExceptionGroup('msg', [ValueError(1), TypeError('t'), ExceptionGroup('in', [KeyError('k')])])
eg
str(eg), eg.message, eg.exceptions, eg.args
eg.subgroup(ValueError), eg.subgroup((KeyError, TypeError)), eg.subgroup(OSError), eg.subgroup(lambda e: isinstance(e, KeyError))
eg.split(ValueError)
eg.split(KeyError)
eg.derive([OSError()])
eg.subgroup(5)
ExceptionGroup('m', [])
ExceptionGroup('m', 5)
ExceptionGroup('m', [5])
ExceptionGroup(5, [ValueError()])
ExceptionGroup('m')
ExceptionGroup('m', [KeyboardInterrupt()])
BaseExceptionGroup('m', [ValueError()])
BaseExceptionGroup('m', [KeyboardInterrupt()])
eg.message = 'x'
eg.exceptions = ()
ExceptionGroup[int]
try:
    raise ExceptionGroup('a', [ValueError(1), TypeError(2), KeyError(3)])
except* ValueError as e:
    print(repr(e))
except* (TypeError, KeyError) as e:
    print(repr(e))
try:
    raise ExceptionGroup('a', [ValueError(1), OSError(2)])
except* ValueError as e:
    print(repr(e))
try:
    raise ValueError(5)
except* ValueError as e:
    print(repr(e), e.__context__)
try:
    raise ExceptionGroup('a', [ValueError(1)])
except* ValueError:
    raise KeyError('new')
try:
    raise ExceptionGroup('a', [ValueError(1), TypeError(1)])
except* ValueError:
    1/0
except* TypeError:
    [][1]
try:
    pass
except* ValueError: print('x')
else: print('else')
finally: print('finally')
try:
    raise ValueError
except* ExceptionGroup: pass
class MyGroup(ExceptionGroup):
    def derive(self, excs): return MyGroup(self.message, excs)
MyGroup('g', [ValueError(1), KeyError(2)]).split(KeyError)
#---
def f():
    try:
        1/0
    except ZeroDivisionError as e:
        a = e
    try:
        raise ValueError('v')
    except ValueError as e:
        return e.__context__, a.__context__
f()
def g():
    try:
        1/0
    except ZeroDivisionError:
        try:
            raise ValueError('v')
        except ValueError as v:
            try:
                raise KeyError('k')
            except KeyError as k:
                return repr(k.__context__), repr(k.__context__.__context__), k.__context__.__context__.__context__
g()
import sys
def h():
    try:
        1/0
    except:
        a = sys.exc_info()[0], sys.exception()
    return a, sys.exc_info(), sys.exception()
h()
def gen():
    try:
        yield 1
    except ValueError as e:
        yield 'caught', repr(e), repr(e.__context__)
    finally:
        print('closed')
x = gen(); next(x)
x.throw(ValueError('v'))
x.close()
x.close()
next(x)
x = gen(); x.throw(KeyError('before'))
x = gen(); next(x); x.throw(KeyError('after'))
x = gen(); next(x); x.throw(ValueError, 'v')
x = gen(); next(x)
x.throw(5)
x = gen(); x.throw(ValueError, ValueError('inst'), None)
def gen():
    try: yield 1
    except GeneratorExit: yield 2
x = gen(); next(x)
x.close()
def gen(): raise StopIteration('in gen'); yield
next(gen())
list(gen())
def gen():
    yield from [1]
    return 'r'
def outer(): r = yield from gen(); print('r', r)
list(outer())
x = gen()
x.send(5)
x.gi_running, x.gi_frame is None, x.gi_code.co_name, x.gi_yieldfrom, x.__name__, x.__qualname__
def rec():
    yield next(it)
it = rec()
next(it)
assert isinstance(e, int), 'e is unbound'
try:
    raise Exception from Exception('cause')
except Exception as e: print(e.__cause__.args)
class Ex(Exception):
    def __init__(self): raise ValueError('in init')
raise Ex
raise Ex()
class Nx(Exception):
    def __new__(cls): return 5
raise Nx
class W:
    def __enter__(self): return self
    def __exit__(self, t, v, tb): self.info = t, v, tb.tb_lineno; raise KeyError('exit') 
try:
    with W() as w: 1/0
except KeyError as e: print(repr(e.__context__), w.info[:2])
try:
    try: 1/0
    finally: raise KeyError('f')
except KeyError as e: print(repr(e.__context__))
a = ValueError('a'); b = ValueError('b')
try:
    try: raise a
    except ValueError: raise b from a
except ValueError as e: print(e.__cause__ is a, e.__context__ is a)
try:
    try: raise a
    except ValueError: raise a
except ValueError as e: print(e.__context__)
def f(): raise
try: 1/0
except ZeroDivisionError: f()
import traceback
def deep(n):
    if n == 0: raise ValueError('deep')
    deep(n - 1)
try: deep(3)
except ValueError as e: print(len(traceback.extract_tb(e.__traceback__)), [f.name for f in traceback.extract_tb(e.__traceback__)])
sys.setrecursionlimit(0)
sys.setrecursionlimit(-5)
sys.setrecursionlimit('a')
sys.setrecursionlimit(100)
def depth(n=0):
    try: return depth(n + 1)
    except RecursionError: return n
30 < depth() < 100
sys.setrecursionlimit(1000)
800 < depth() <= 1000

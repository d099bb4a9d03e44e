# Every form of statement.
x = 1
x
a = b = [1]
a is b
a, b = 1, 2
a, b
(a, b), *c = (1, 2), 3, 4
a, b, c
[a, *b] = 'xyz'
a, b
*a, b = range(4)
a, b
a, b = 1
a, b = 1, 2, 3
a, b, c = 1, 2
a, *b, c = 1,
a, b = {'k': 1, 'l': 2}
x: int = 5
x: int
(x): int = 6
x
d = {}
d['a'], d['b'] = 1, 2
d
d['a'] += 10
d
d['zz'] += 1
x += 1
x -= 1; x *= 3; x //= 2; x **= 2; x %= 50; x <<= 2; x >>= 1; x |= 1; x &= 0xff; x ^= 3
x
x /= 4
x
x @= 2
lst = [1, 2, 3]
lst += (4, 5)
lst
lst *= 2
lst
lst[1:3] = 'ab'
lst
lst[::2] = range(5)
lst
lst[::2] = range(4)
del lst[0]
lst
del lst[1:3], d['a']
lst, d
del lst[100]
del d['nope']
del x
x
del x
del (a, [b]), c
a
pass
assert 1
assert 0
assert 0, 'message'
assert (0, 'x') == 1, {'a': 1}
#---
if 1: print('one')
else: print('no')
if 0:
    print('a')
elif []:
    print('b')
elif 'x':
    print('c')
else:
    print('d')
i = 0
while i < 10:
    i += 1
    if i == 3: continue
    if i == 6: break
    print(i)
else:
    print('never')
while i:
    i -= 1
else:
    print('done', i)
for i in range(3):
    print(i)
else:
    print('else')
for i, (j, *k) in [(1, 'abc'), (2, 'de')]:
    print(i, j, k)
for d in [1, 2]:
    for e in 'ab':
        if e == 'b': break
        print(d, e)
    else:
        print('no break')
for x in 5: pass
for a[0] in 'x': pass
a = [0]
for a[0] in 'xyz': pass
a
for i in range(3): del i
for x, y in [1]: pass
#---
try:
    1/0
except ZeroDivisionError as e:
    print(repr(e))
else:
    print('else')
finally:
    print('finally')
e
try:
    pass
except:
    print('x')
else:
    print('else')
finally:
    print('finally')
try:
    [][1]
except (KeyError, IndexError) as e:
    print(type(e), e)
try:
    try:
        1/0
    finally:
        print('f')
except ArithmeticError as e:
    print(e.__context__, e.__cause__, e.__traceback__ is not None)
try:
    try:
        1/0
    except ZeroDivisionError as z:
        raise KeyError('k') from z
except KeyError as e:
    print(repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
try:
    try:
        1/0
    except ZeroDivisionError:
        raise KeyError('k') from None
except KeyError as e:
    print(repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
raise ValueError
raise ValueError('x', 2)
raise
raise 1
raise int
raise ValueError from 5
raise ValueError('a') from KeyError
try: raise FileNotFoundError(2, 'No such file', 'abc')
except OSError as e: print(repr(e), str(e), e.errno, e.strerror, e.filename)
try:
    raise KeyError('x')
except 5:
    pass
try:
    raise KeyError('x')
except (5, KeyError):
    pass
def f():
    for i in range(3):
        try:
            if i == 1: return i
        finally:
            print('fin', i)
f()
def f():
    while True:
        try:
            break
        finally:
            print('out')
    return 'end'
f()
def f():
    try:
        return 'try'
    finally:
        return 'finally'
f()
def f():
    try:
        raise ValueError('gone')
    finally:
        return 'swallowed'
f()
def f():
    for x in [1, 2]:
        try:
            1/0
        finally:
            continue
    return 'ok'
f()
#---
class C:
    def __enter__(self): print('enter'); return 'value'
    def __exit__(self, *a): print('exit', a[0], a[1]); return a[0] is ZeroDivisionError
with C() as c: print(c)
with C(): 1/0
with C(): {}['k']
with C() as a, C() as b: print(a, b); 1/0
with (C() as a, C() as b,): print(a + b)
with C() as (a, *b): print(a, b)
with 5: pass
class D:
    def __enter__(self): return 1
with D(): pass
class E:
    def __exit__(self, *a): return 1
with E(): pass
class F:
    def __enter__(self): raise KeyError('in enter')
    def __exit__(self, *a): print('not called')
with F(): pass
with C() as x.y: pass
def f():
    with C():
        return 5
f()
def f():
    for i in range(3):
        with C():
            if i == 0: continue
            break
    return i
f()
#---
def f(a, b=2, /, c=3, *args, d, e=5, **kw): return a, b, c, args, d, e, kw
f(1, d=4)
f(1, 2, 3, 4, 5, d=6, z=7)
f(1, d=1, a=5)
f()
f(1)
f(1, 2, 3, 4)
f(1, d=2, d2=3)
f(*[1, 2], *(3,), **{'d': 4}, **{'q': 5})
f(1, **{'d': 1}, **{'d': 2})
f(1, d=1, **{'d': 2})
f(1, **{1: 2})
f(1, *5)
f(1, **5)
f(*None)
f(**None)
def g(a, b): return a, b
g(1)
g()
g(1, 2, 3)
g(1, 2, 3, 4)
g(1, a=2)
g(1, c=2)
g(b=1, a=2)
def h(a, b=1): pass
h(1, 2, 3)
def h(*, a, b): pass
h()
h(a=1)
h(1)
h(1, a=1, b=1)
def h(a, /): pass
h(a=1)
def h(a, b, /, c): pass
h(1, b=2, c=3)
h()
def h(*a): return a
h(x=1)
h(aa=1)
def h(name): pass
h(nam=1)
(lambda: 1)(2)
(lambda x: 1)()
(lambda *a, **k: (a, k))(1, x=2)
def f(a, b=[]): b.append(a); return b
f(1), f(2)
f.__defaults__, f.__kwdefaults__, f.__name__, f.__qualname__, f.__module__, f.__code__.co_varnames, f.__code__.co_argcount
f
f.x = 1
f.__dict__
f.y
del f.y
f.__defaults__ = (7,)
f.__defaults__ = 7
f.__code__ = 7
f.__name__ = 7
f.__name__ = 'ff'
f
f.__closure__
def outer():
    n = 0
    def inner():
        nonlocal n
        n += 1
        return n
    return inner
i = outer()
i(), i(), i.__closure__[0].cell_contents, i.__code__.co_freevars
def f():
    print(zz)
    zz = 1
f()
def f():
    def g(): return q
    del_ = 1
    g()
    q = 1
f()
def f():
    global made
    made = 7
f()
made
def f(): return locals()
f()
def f(a, *b, c=3, **d):
    e = 5
    return locals()
f(1)
def f(): "doc"
f.__doc__
def f(): return
f()
def deco(f): print('deco', f.__name__); return 5
@deco
def f(): pass
f
@deco
@lambda f: (print('first'), f)[1]
def g(): pass
@deco
class K: pass
K
#---
import sys
sys.__name__
import os.path
os.path.join('a', 'b')
import os.path as p
p.basename('/x/y')
from os import path, sep as s
s
from os import nothere
import nothere
import os.nothere
from nothere import x
from os.nothere import x
from math import *
floor(2.5)
from . import x
from .a import x
import sys as a, os as b
a.__name__, b.__name__
from math import (sqrt, pi as PI,)
sqrt(PI)
__import__('math').pi
from __future__ import annotations
def f():
    import math
    return math.e
f()
#---
global g
g = 1
type X = int
X
X.__value__, X.__name__
type L[T] = list[T]
L, L[int], L.__type_params__
L.__value__
class A: x = 1; y = x + 1
A.y
class A:
    x = 1
    def f(self): return x
x = 'global'
A().f()
class A:
    y = x
    x = 2
    z = [x for _ in range(2)]
A.y, A.z
def f():
    x = 'f'
    class B:
        x = x
        def g(self): return x
    return B
f().x

# Recursion without end, through every kind of call: always a RecursionError, never the death of the process.
import functools
import sys


def attempt(source):
    try:
        exec(compile(source + '\n', '<attempt>', 'exec'), globals())
        print('ok  ', source.split('\n')[0])
    except RecursionError:
        print('deep', source.split('\n')[0])
    except Exception as e:
        print(type(e).__name__, source.split('\n')[0])


SOURCES = r"""
def rec(): return rec()
---
rec()
---
def rec(n): return 1 + rec(n + 1)
---
try: rec(0)
except RecursionError as e: print(e)
---
class R:
    def __repr__(self): return repr(self)
---
repr(R())
---
class R:
    def __eq__(self, o): return self == o
---
R() == 1
---
class R:
    def __getattr__(self, n): return getattr(self, n)
---
R().x
---
class R:
    def __add__(self, o): return self + o
---
R() + 1
---
class R:
    def __iter__(self): return iter(self)
---
list(R())
---
class R:
    def __hash__(self): return hash(self)
---
hash(R())
---
class R:
    def __len__(self): return len(self)
---
len(R())
---
class R:
    def __call__(self): return self()
---
R()()
---
class R:
    def __bool__(self): return not self
---
bool(R())
---
class R:
    def __str__(self): return str(self)
---
str(R())
---
f'{R()}'
---
print(R())
---
'%s' % R()
---
class R:
    def __format__(self, s): return format(self, s)
---
format(R(), '')
---
class R:
    def __index__(self): return range(self)
---
range(R())
---
class R:
    def __init__(self): R()
---
R()
---
class R:
    def __new__(cls): return cls()
---
R()
---
class R:
    def __getattribute__(self, n): return self.n
---
R().x
---
class R:
    def __setattr__(self, n, v): self.n = v
---
R().x = 1
---
class R:
    def __getitem__(self, k): return self[k]
---
R()[1]
---
class R:
    def __contains__(self, k): return k in self
---
1 in R()
---
class R:
    @property
    def p(self): return self.p
---
R().p
---
class R:
    def __lt__(self, o): return self < o
---
sorted([R(), R()])
---
max(R(), R())
---
class M(type):
    def __call__(cls): return cls()
---
class R(metaclass=M): pass
---
R()
---
class R:
    def __next__(self): return next(self)
    def __iter__(self): return self
---
next(R())
---
for x in R(): pass
---
l = []
---
for i in range(5000): l = [l]
---
repr(l)[:5]
---
l == l
---
m = []
---
for i in range(5000): m = [m]
---
l == m
---
l < m
---
t = ()
---
for i in range(5000): t = (t,)
---
repr(t)[:5]
---
hash(t)
---
d = {}
---
for i in range(5000): d = {1: d}
---
repr(d)[:5]
---
f = lambda: f()
---
f()
---
f = lambda: [f() for _ in range(1)]
---
f()
---
def g(): yield from g()
---
list(g())
---
def g():
    for x in g(): yield x
---
list(g())
---
f = lambda x: sorted([1, 2], key=f)
---
f(1)
---
f = lambda x: list(map(f, [1]))
---
f(1)
---
import functools
---
f = functools.partial(lambda: f())
---
f()
---
f = functools.lru_cache(lambda: f())
---
f()
---
isinstance(1, (((((int,),),),),))
---
def nested():
    t = int,
    for _ in range(5000): t = t,
    return isinstance('a', t)
---
nested()
"""
for source in SOURCES.strip().split("\n---\n"):
    attempt(source)

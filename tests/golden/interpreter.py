class A:
    x = 1
    def __init__(self, a, b=2):
        self.a = a; self.b = b
    def m(self, k): return self.a + k
    @property
    def p(self): return self.a * 10
    @staticmethod
    def s(q): return q
    @classmethod
    def c(cls, q): return (cls.__name__, q)
    def __add__(self, o): return ('add', o)
    def __eq__(self, o): return isinstance(o, A) and self.a == o.a
    def __repr__(self): return f'A({self.a!r})'
    def __len__(self): return 3
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * 2
    def __call__(self, *a, **k): return (a, k)
class B(A):
    def __init__(self, a):
        super().__init__(a, 7)
        self.z = 5
    def m(self, k): return super().m(k) + 100
a = A(1); b = B(2)
print(a, b, a.m(4), b.m(5), a.p, A.s(3), B.c(4), a + 1, a == b, len(a), a[2], list(a), a(1, k=2), b.z, b.b, B.x)
for i in range(3):
    try:
        if i == 1: raise ValueError('bad', i)
        if i == 2: 1/0
        print('ok', i)
    except ValueError as e: print('caught', e.args)
    except ZeroDivisionError as e: print('zde', e)
    else: print('else')
    finally: print('fin', i)
def f():
    try: return 1
    finally: print('cleanup')
print(f())
class CM:
    def __enter__(self): print('enter'); return 5
    def __exit__(self, t, v, tb): print('exit', t, v); return True
with CM() as x: print(x); raise KeyError('k')
def g():
    try:
        while True:
            try:
                x = yield 1
                print('got', x)
            except ValueError as e: print('ve', e); yield 'thrown'
    finally: print('g fin')
it = g(); print(next(it)); print(it.send(5)); print(it.throw(ValueError('q'))); print(next(it)); it.close()
def h():
    r = yield from g2()
    print('r', r)
    yield from [7, 8]
def g2():
    yield 1; yield 2
    return 'ret'
print(list(h()))
def match(v):
    match v:
        case 0: return 'zero'
        case [a, b, *r]: return ('seq', a, b, r)
        case {'k': x, **rest}: return ('map', x, rest)
        case A(a=q): return ('A', q)
        case str() as s: return ('str', s)
        case int(n) if n > 10: return ('big', n)
        case _: return 'other'
for v in (0, [1, 2, 3], {'k': 1, 'z': 2}, a, 'hi', 50, 3): print(match(v))
print([x * y for x in range(3) for y in range(3) if x != y], {k: v for k, v in zip('abc', range(3))}, {i % 2 for i in range(5)}, sum(i for i in range(10)))
print(f'{3.14159:.2f} {"x":>5} {a!r:>8} {1+1=}')
def deco(fn):
    def w(*a, **k): return ('w', fn(*a, **k))
    return w
@deco
def k(a, *, b): return a, b
print(k(1, b=2))
for src, fn_ in [('k(1)', lambda: k(1)), ('A()', lambda: A()), ('A(1,2,3)', lambda: A(1,2,3)), ('f(1)', lambda: f(1)), ('undefined', lambda: undefined), ('a.nope', lambda: a.nope), ('len()', lambda: len()), ('len(1,2)', lambda: len(1,2)), ('[].append()', lambda: [].append()), ('int("x")', lambda: int("x")), ('1+"a"', lambda: 1+"a"), ('(lambda a,b:0)(1)', lambda: (lambda a,b:0)(1)), ('(lambda *,z:0)()', lambda: (lambda *,z:0)()), ('(lambda a:0)(b=1)', lambda: (lambda a:0)(b=1)), ('a.m', lambda: a.m), ('[1,2][5]', lambda: [1,2][5]), ('{}["q"]', lambda: {}["q"]), ('"abc".foo', lambda: "abc".foo), ('f.zz', lambda: f.zz), ('print(1, foo=2)', lambda: print(1, foo=2)), ('range()', lambda: range()), ('sorted([3,1,2], key=lambda x:-x)', lambda: sorted([3,1,2], key=lambda x:-x)), ('max([1,5,2])', lambda: max([1,5,2])), ('isinstance(b, A)', lambda: isinstance(b, A)), ('type(b).__mro__', lambda: type(b).__mro__), ('(1).__add__(2)', lambda: (1).__add__(2)), ('abs(-3)', lambda: abs(-3)), ('divmod(7,2)', lambda: divmod(7,2)), ('2**100', lambda: 2**100), ('[*range(3)]', lambda: [*range(3)]), ('dict(a=1, **{"b":2})', lambda: dict(a=1, **{"b":2}))]:
    try: r = fn_(); print(src, '->', r if src != 'a.m' else 'method')
    except Exception as e: print(src, '->', type(e).__name__, e)
try:
    try: raise ValueError(1)
    except ValueError: raise TypeError(2)
except TypeError as e: print(repr(e.__context__), e.__cause__)
try:
    try: raise ValueError(1)
    except ValueError as v: raise TypeError(2) from v
except TypeError as e: print(repr(e.__cause__), e.__suppress_context__)
def rec(n): return rec(n+1)
try: rec(0)
except RecursionError as e: print(e)
x = 0
def outer():
    y = 1
    def inner():
        nonlocal y; global x
        y += 1; x += 5
        return y
    return inner
o = outer(); o(); print(o(), x)
try: 
    try: raise ExceptionGroup('eg', [ValueError(1), TypeError(2)])
    except* ValueError as e: print('star', e.exceptions)
except* TypeError as e: print('star2', e.exceptions)
print(*[1,2], **{}) 
a, (b, *c), d = 1, (2, 3, 4), 5
print(a, b, c, d)
for i in range(5):
    if i == 1: continue
    if i == 3: break
    print(i)
else: print('no')
while True:
    x -= 1
    if x < 0: break
print(x, 1 < 2 < 3, 1 in [1], 'a' not in 'b', not None, None is None)
del x
try: x
except NameError as e: print(e)
def ub():
    print(q); q = 1
try: ub()
except UnboundLocalError as e: print(e)
assert True
try: assert 0, 'msg'
except AssertionError as e: print(e)

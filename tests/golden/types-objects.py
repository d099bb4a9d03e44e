# Subclasses of builtin types, __slots__, operators of classes, exceptions with fields, generic aliases and unions.
def check(f):
    try:
        r = f()
    except BaseException as e:
        print(f.__name__, type(e).__name__, e)
    else:
        print(f.__name__, 'ok', r)
class S(str):
    def __new__(cls, v, extra): 
        o = super().__new__(cls, v); o.extra = extra; return o
s = S('abc', 5)
print(s, s.extra, s.upper(), len(s), s == 'abc', hash(s) == hash('abc'), {s: 1}['abc'], type(s).__name__, repr(s))
class I(int):
    y = 2
i = I(5); i.z = 7
print(i + 1, i.z, i.y, type(i + 1).__name__, isinstance(i, int))
class L(list):
    def __init__(self, *a): super().__init__(a); self.n = len(a)
l = L(1, 2, 3); l.append(4); print(l, l.n, l[0], l + [1], len(l))
class D(dict):
    def __missing__(self, k): return 'miss ' + k
d = D(a=1); d.q = 3; print(d['a'], d['zz'], d, d.q)
class T(tuple):
    pass
t = T((1, 2)); t.foo = 'bar'; print(t, t.foo, t.__dict__, t[1])
class T2(tuple):
    __slots__ = ()
    @property
    def first(self): return self[0]
print(T2([9]).first)
@check
def a1(): T2([1]).x = 3
class F(float): pass
f = F(2.5); f.k = 1; print(f, f.k, f * 2)
class MyE(Exception):
    def __init__(self, code, msg): super().__init__(msg); self.code = code
try: raise MyE(3, 'bad')
except MyE as e: print(e.code, e, repr(e), e.args, e.__dict__)
class MyE2(ValueError): pass
print(MyE2.__mro__, MyE2('x'), isinstance(MyE2(), ValueError))
e = ValueError('v'); e.add_note('n1'); print(e.__notes__)
@check
def b1(): e.add_note(3)
@check
def b2():
    class X(int, str): pass
@check
def b3():
    class X: __slots__ = ('a', 'b'); a = 1
@check
def b4():
    class X(int): __slots__ = ('a',)
@check
def b5():
    class X: __slots__ = 'abc'
    x = X(); x.abc = 1; del x.abc; return x.abc
class W1: __slots__ = ('a',)
class W2(W1): __slots__ = ('b', '__dict__')
w = W2(); w.a = 1; w.b = 2; w.c = 3; print(w.a, w.b, w.c, w.__dict__, W1.a, W2.b)
@check
def c1(): return W1().a
class A: pass
class B: pass
a = A(); a.x = 1
a.__class__ = B; print(type(a).__name__, a.x)
@check
def c2(): a.__class__ = int
@check
def c3(): a.__class__ = W1
@check
def c4(): a.__class__ = 3
A.foo = 3; print(A().foo); del A.foo
@check
def c5(): A().foo
@check
def c6(): del A.foo
A.__len__ = lambda self: 42; print(len(A())); del A.__len__
@check
def c7(): len(A())
A.__add__ = lambda s, o: 'added'; print(A() + 1)
class A2(A): pass
print(A2() + 1, bool(A()))
A.__bool__ = lambda s: False; print(bool(A2()))
class Desc:
    def __get__(s, i, o): return 'got'
    def __set__(s, i, v): print('set', v)
    def __delete__(s, i): print('del')
class H: d = Desc()
h = H(); print(h.d); h.d = 5; del h.d; h.__dict__['d'] = 9; print(h.d)
class GA:
    def __getattribute__(s, n): return 'GA ' + n
    def __setattr__(s, n, v): print('setattr', n, v)
    def __delattr__(s, n): print('delattr', n)
g = GA(); print(g.abc); g.x = 1; del g.y
class IT:
    def __init__(s): s.n = 0
    def __iter__(s): return s
    def __next__(s):
        s.n += 1
        if s.n > 3: raise StopIteration
        return s.n
print(list(IT()), sum(IT()), max(IT()), [x for x in IT()], tuple(IT()), 2 in IT())
class CM:
    def __enter__(s): print('enter'); return s
    def __exit__(s, *a): print('exit', a[0]); return True
with CM(): 1/0
class R:
    def __lt__(s, o): return NotImplemented
    def __gt__(s, o): return 'gt'
    def __iadd__(s, o): return 'iadd'
    def __neg__(s): return 'neg'
    def __index__(s): return 3
    def __pow__(s, o, m=None): return ('pow', o, m)
    def __matmul__(s, o): return 'mm'
    def __rsub__(s, o): return 'rsub'
    def __divmod__(s, o): return 'dm'
    def __int__(s): return 7
    def __float__(s): return 1.5
    def __round__(s, n=None): return ('round', n)
    def __format__(s, spec): return 'F' + spec
    def __hash__(s): return 12
    def __eq__(s, o): return 'eq'
r = R(); print(r < R(), -r, [1,2,3,4][r], r ** 2, pow(r, 2, 3), r @ 1, 5 - r, divmod(r, 1), int(r), float(r), round(r), round(r, 2), format(r, 'x'), f'{r:yy}', hash(r), r == 1, r != 1)
r += 1; print(r)
@check
def d1(): R() > 1 < 2; return R() <= R()
@check
def d2(): return object() < object()
@check
def d3(): class_ = type('Q', (object,), {'__module__': 'm'}); return class_, class_.__module__
@check
def d4(): return type(3, 4)
@check
def d5(): return type('a', (3,), {})
@check
def d6(): return super().x
@check
def d7(): return int.mro(), type.__mro__, bool.__bases__, int.__base__
class Sing:
    _i = None
    def __new__(cls, *a):
        if cls._i is None: cls._i = super().__new__(cls)
        return cls._i
print(Sing(1) is Sing(2))
class P1:
    def __init__(self): print('P1'); super().__init__()
class P2:
    def __init__(self): print('P2'); super().__init__()
class P3(P1, P2):
    def __init__(self): print('P3'); super().__init__()
P3()
print(sorted(P3.__dict__.keys() - {'__firstlineno__', '__static_attributes__'}), P3.__module__, P3.__doc__)
import builtins
print(builtins.__name__, type(builtins))
@check
def e1(): builtins.zork
@check
def e2(): return property().__get__(1)
@check
def e3(): return classmethod(len).__func__, staticmethod(len)(3)
@check
def e4(): return (lambda *a: a).__get__(3)(4)
@check
def e5(): return object.__reduce_ex__
@check
def e6(): return UnicodeDecodeError('utf-8', b'\xff', 0, 1, 'bad'), UnicodeEncodeError('ascii', 'é', 0, 1, 'bad')
@check
def e7(): return SyntaxError('m', ('f', 1, 2, 't')), ImportError('x', name='n').name
@check
def e8(): return BaseExceptionGroup('a', [KeyboardInterrupt()]), ExceptionGroup('m', [])
@check
def e9(): return AttributeError('a', name='b', obj=3).obj, NameError('x', name='y').name, KeyError('a'), StopIteration().value
@check
def f1(): zork
@check
def f2(): return list[int][str]
@check
def f3(): return dict[str, int], tuple[int, ...], type[int], list[int] == list[int], hash(list[int]) == hash(list[int]), list[int]()
@check
def f4(): return int | None, isinstance(3, int | str), isinstance('s', int | None), int | int, (int | str) == (str | int)
@check
def f5(): return isinstance(3, list[int])
@check
def f6():
    class G(list[int]): pass
    return G.__bases__, G.__orig_bases__
@check
def f7(): return type(A.__dict__).__name__, A.__dict__['__module__'], len(vars(A)) > 2

# Classes: attributes, descriptors, metaclasses, slots.
class A: pass
A, A(), A.__name__, A.__qualname__, A.__module__, A.__bases__, A.__mro__, A.__dict__.keys() >= {'__module__', '__dict__', '__weakref__', '__doc__'}
sorted(A.__dict__)
A.x
A().x
A.x = 1
A.x, A().x
del A.x
del A.x
A().x = 1
a = A()
a.x = 1
a.__dict__
a.__dict__ = {'y': 2}
a.y
a.x
a.__dict__ = 5
del a.y
del a.y
a.__class__ is A
a.__class__ = 5
a.__class__ = int
class B(A): pass
a.__class__ = B
type(a)
B.__bases__, B.mro(), A.__subclasses__()
issubclass(B, A), isinstance(B(), A), issubclass(A, B)
issubclass(1, A)
isinstance(1, (int, 'a'))
isinstance('a', (int, 'a'))
isinstance(1, int | str)
class C(A, B): pass
class C(B, A): pass
class C(int, str): pass
class C(bool): pass
class C(type(None)): pass
class C(5): pass
class C(x=1): pass
class C(A, A): pass
class C(metaclass=5): pass
A(1)
A(x=1)
object(1)
object.__new__(5)
object.__new__(int)
object.__new__()
object().x = 1
object().__dict__
int.x = 1
del int.real
None.x = 1
(1).x = 1
'a'.upper = 1
len.x = 1
type(1), type('a', (), {}), type('T', (A,), {'z': 3}).z
type(1, 2)
type('a', (), 5)
type('a', 5, {})
type(5, (), {})
type('a\0b', (), {})
type()
type.__call__(A)
#---
class M(type):
    def __new__(m, n, b, d, **k): print('new', n, b, sorted(k)); return super().__new__(m, n, b, d)
    def __init__(c, n, b, d, **k): print('init', n)
    @classmethod
    def __prepare__(m, n, b, **k): print('prepare', n); return {'prepared': 1}
    def __call__(c, *a, **k): print('call'); return super().__call__(*a, **k)
    def meth(c): return 'meta method'
    @property
    def prop(c): return 'meta prop'
    def __getattr__(c, n): return 'meta attr ' + n
    def __len__(c): return 42
    def __iter__(c): return iter('meta')
    def __contains__(c, x): return True
    def __instancecheck__(c, x): return x == 5
    def __subclasscheck__(c, x): return x is int
    def __getitem__(c, k): return k
    def __repr__(c): return '<M ' + c.__name__ + '>'
    def __add__(c, o): return 'add'
    def __dir__(c): return ['b', 'a']
class A(metaclass=M, k=1): y = prepared
A, A.y, A.prepared, A.meth(), A.prop, A.foo, len(A), list(A), 3 in A, isinstance(5, A), issubclass(int, A), A[1], A + 1, dir(A)
A().meth
A()
class B(A): pass
type(B)
class M2(type): pass
class C(A, metaclass=M2): pass
class M3(M): pass
class C(A, metaclass=M3): pass
type(C)
class D(metaclass=lambda n, b, d: (n, b, sorted(d))): pass
D
class E(*[int], **{}): pass
E.__bases__
#---
class D:
    def __init__(self, n): self.n = n
    def __get__(self, o, t): return ('get', self.n, o is None, t)
    def __set__(self, o, v): print('set', v)
    def __delete__(self, o): print('delete')
    def __set_name__(self, o, n): print('set_name', o.__name__, n)
class N:
    def __get__(self, o, t=None): return 'nondata'
class A:
    d = D(1)
    n = N()
A.d, A().d
a = A()
a.d = 5
del a.d
a.n
a.n = 7
a.n, A.n
a.__dict__
a.__dict__['d'] = 9
a.d
A.d = 3
A.d, a.d
class P:
    @property
    def x(self): "doc"; return self._x
    @x.setter
    def x(self, v): self._x = v
    @x.deleter
    def x(self): del self._x
    @property
    def ro(self): return 1
    @classmethod
    def cm(cls, a): return cls, a
    @staticmethod
    def sm(a): return a
    y = property()
    z = property(doc='zdoc')
p = P()
p.x
p.x = 5
p.x
del p.x
p.ro = 1
del p.ro
p.y
p.y = 1
p.cm(1), P.cm(1), p.sm(2), P.sm(2)
P.x, P.x.__doc__, P.z.__doc__, P.x.fget, P.cm, P.__dict__['cm'], P.__dict__['sm'], p.cm
P.x.__name__
class E:
    def __set_name__(self, o, n): 1/0
class F: e = E()
#---
class S:
    __slots__ = ('a', 'b')
s = S()
s.a
s.a = 1
s.a
s.c = 1
s.__dict__
del s.a
del s.a
S.a, S.__slots__
class T(S): pass
T().c
t = T(); t.c = 1; t.a = 2
t.__dict__, t.a
class U(S): __slots__ = ['c']
u = U(); u.c = 1; u.a = 2
u.a, u.c
u.d = 1
class V(int): __slots__ = ('x',)
class V(int): __slots__ = ()
V(5) + 1
V(5).x = 1
class W: __slots__ = 'abc'
W().abc
W.abc
class W: __slots__ = ('a', 'a')
class W: __slots__ = ('1a',)
class W: __slots__ = (1,)
class W: __slots__ = ('a',); a = 1
class W: __slots__ = ('__dict__', '__weakref__')
W().q
class X(S, T): pass
class Y: __slots__ = ('q',)
class Z(S, Y): pass
class W: __slots__ = {'a': 'doc of a'}
W.a.__doc__
class W: __slots__ = ('__private',)
W().__private
W._W__private
#---
class A:
    def f(self): return 'A.f'
    @classmethod
    def c(cls): return 'A.c', cls.__name__
    @staticmethod
    def s(): return 'A.s'
    x = 'A.x'
class B(A):
    def f(self): return 'B.f', super().f()
    @classmethod
    def c(cls): return 'B.c', super().c()
    def g(self): return super().x, super(B, self).f(), super(B, type(self)).c()
    def h(self): return super().nothere
    def i(self): return super()
    def j(self): super().x = 1
    def k(self): return __class__
    def l(self):
        return [super().f() for _ in range(1)]
    @staticmethod
    def m(): return super()
    def n(x):
        x = 5
        return super().f()
    def o(self):
        del self
        super()
b = B()
b.f(), b.c(), B.c(), b.g(), b.i(), b.k(), b.l()
b.h()
b.j()
b.m()
b.n()
b.o()
super()
def f(): super()
f()
super(B, 1)
super(1, 2)
super(B)
super(A, b).f
super(B, b).__self__ is b, super(B, b).__thisclass__, super(B, b).__self_class__
class C(A):
    def f(self): return 'C.f', super().f()
class D(B, C): pass
D().f(), D.__mro__
class I:
    def __init_subclass__(cls, /, k=None, **kw): print('init_subclass', cls.__name__, k, kw); super().__init_subclass__(**kw)
class J(I, k=1): pass
class K(I, z=1): pass
class L(J): pass
class G:
    def __class_getitem__(cls, k): return cls.__name__, k
G[int], G[1, 2]
A[int]
class O: __class_getitem__ = 5
O[1]
class MRO:
    def __mro_entries__(self, b): return (A,)
class Q(MRO()): pass
Q.__bases__, Q.__orig_bases__
class Q(MRO): pass
#---
class A:
    def __getattribute__(self, n):
        if n == 'real': return 5
        raise AttributeError('no ' + n)
A().real
A().other
class A:
    def __getattr__(self, n):
        if n == 'err': raise KeyError(n)
        raise AttributeError(n)
    def __setattr__(self, n, v): print('setattr', n, v)
    def __delattr__(self, n): print('delattr', n)
a = A()
a.err
a.zz
a.q = 1
del a.q
hasattr(a, 'zz'), getattr(a, 'zz', 5)
hasattr(a, 'err')
getattr(a, 5)
getattr(a)
getattr(a, 'zz')
setattr(a, 'x', 1)
delattr(a, 'x')
class B: pass
b = B()
setattr(b, 'not an id', 1)
getattr(b, 'not an id'), b.__dict__
setattr(b, 5, 1)
vars(b), vars(B) is B.__dict__, type(B.__dict__)
vars(1)
vars(5, 6)
B.__dict__['x'] = 1
B.__name__ = 'Renamed'
B, b
B.__name__ = 5
B.__bases__ = (A,)
B.__bases__
B.__bases__ = ()
B.__bases__ = (int,)
B.__bases__ = 5
B.__qualname__ = 'q.n'
B
B.__module__ = 'm'
B
B.__doc__, B.__doc__ == 5
B.__mro__ = 5
B.__class__ = 5
B.__dict__ = {}
del B.__name__
class C:
    __eq__ = lambda s, o: True
C() == 5, C() != 5
hash(C())
{C()}
C.__hash__
class C:
    def __hash__(self): return 'a'
hash(C())
class C:
    def __hash__(self): return 2 ** 70
hash(C()) == hash(2 ** 70)
class C:
    def __bool__(self): return 5
bool(C())
class C:
    def __len__(self): return 0
bool(C())
class C:
    def __repr__(self): return 5
C()
repr(C())
str(C())
class C:
    def __str__(self): return 5
str(C())
format(C())
f'{C()}'
print(C())
class C:
    def __format__(self, s): return 5
format(C())
class C:
    def __iter__(self): return 5
iter(C())
for x in C(): pass
class C:
    def __iter__(self): return self
for x in C(): pass
class C:
    __iter__ = None
iter(C())
list(C())
class C:
    __contains__ = None
1 in C()
class C:
    __hash__ = None
hash(C())
class C:
    __add__ = None
C() + 1
class C:
    def __init__(self): return 5
C()
class C:
    def __new__(cls, *a): return 5
C()
C(1, 2)
class C:
    def __new__(cls, x): return super().__new__(cls)
    def __init__(self, x): self.x = x
C(3).x
C()
class C:
    def __new__(cls, x): return super().__new__(cls, x)
C(1)
class C(A):
    def __init__(self, x): super().__init__(x)
C(1)
class C:
    def __del__(self): print('del')
    def __sizeof__(self): return 5
    def __dir__(self): return ['z', 'a']
#---
class C:
    def __dir__(self): return 5
#---
class C:
    def __index__(self): return 3
range(C()), [1, 2, 3, 4][C()], hex(C()), 'a' * C(), int(C()), float(C()), complex(C())
class C:
    def __int__(self): return 'x'
int(C())
class C:
    def __float__(self): return 'x'
float(C())
class C:
    def __complex__(self): return 'x'
complex(C())
class C:
    def __trunc__(self): return 1
    def __ceil__(self): return 2
    def __floor__(self): return 3
    def __round__(self, n=None): return n
    def __abs__(self): return 'abs'
    def __divmod__(self, o): return 'dm'
    def __rdivmod__(self, o): return 'rdm'
    def __pow__(self, o, m=None): return 'pow', o, m
    def __rpow__(self, o): return 'rpow'
    def __reversed__(self): return 'rev'
    def __length_hint__(self): return 5
    def __bytes__(self): return b'by'
import math
math.ceil(C()), math.floor(C()), round(C()), round(C(), 2), abs(C()), divmod(C(), 1), divmod(1, C()), pow(C(), 1), pow(C(), 1, 2), 1 ** C(), reversed(C()), bytes(C())
pow(1, C(), 2)
int(C())
#---
class L(list): pass
l = L([1, 2]); l.x = 1
l, l.x, l + [3], type(l + [3]), l == [1, 2], len(l), l[0], L() == []
class D(dict):
    def __missing__(self, k): return 'missing', k
d = D(a=1)
d, d['a'], d['z'], d.get('z'), d | {}, type(d | {})
class S(str):
    def __new__(cls, v): return super().__new__(cls, v + '!')
S('a'), S('a') + 'b', S('a').upper(), type(S('a').upper()), len(S('abc')), S('a') == 'a!', hash(S('a')) == hash('a!'), {S('a'): 1}['a!']
class I(int):
    def __add__(self, o): return 'added'
    def __repr__(self): return 'I!'
I(5) + 1, 1 + I(5), I(5), str(I(5)), f'{I(5)}', I(5) * 2, I('12') * 1, [1, 2, 3][I(1)]
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
T(1, 2), T(1) + (2,), T(3)[0]
class F(float): pass
F(1.5), F(1.5) + 1, type(F(1) + 1)
class B(bytes): pass
B(b'x'), B(b'x') + b'y'
class E(Exception):
    def __init__(self, a, b): self.a = a
e = E(1, 2)
e, e.args, e.a, str(e)
raise E(1, 2)
class E(Exception):
    def __str__(self): return 'custom'
raise E(5)
class R(range): pass
class St(set): pass
St([1]), St([1]) | {2}, type(St([1]) | {2})
class Fz(frozenset): pass
Fz([1])
class O(object): pass
class M(type(len)): pass
class M(type(lambda: 1)): pass
class M(slice): pass
class M(type(iter([]))): pass
class M(property): pass
M(lambda s: 1)
class M(classmethod): pass
class M(super): pass
class M(memoryview): pass
class M(type({}.keys())): pass
class M(type(...)): pass
class Mo(type(__import__('sys'))): pass
Mo('n')
class Sl(complex): pass
Sl(1, 2)

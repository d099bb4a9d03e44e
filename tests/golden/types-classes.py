# Classes: attributes, descriptors, metaclasses, special methods, exceptions, and the texts of their errors.
def check(f):
    try:
        r = f()
    except BaseException as e:
        print(f.__name__, type(e).__name__, e)
    else:
        print(f.__name__, 'ok', r)
class P:
    @property
    def v(self): return self._v
    @v.setter
    def v(self, x): self._v = x
    def __add__(self, o): return ('add', o)
    def __radd__(self, o): return ('radd', o)
    def __repr__(self): return 'P!'
    def __eq__(self, o): return True
    __slots__ = ('_v',)
p = P()
p.v = 3
print(p.v, p + 1, 1 + p, p, p == 2)
@check
def t1(): p.zork
@check
def t2(): p.zork = 1
@check
def t3(): return hash(p)
@check
def t4(): P.zork
@check
def t5(): int.foo = 3
@check
def t6(): return 1 + 'a'
@check
def t7(): return P() < P()
class A:
    def f(self): return 'A.f'
    @classmethod
    def c(cls): return cls.__name__
    @staticmethod
    def s(x): return x
class B(A):
    def f(self): return 'B.f ' + super().f()
    def __init__(self, a, b=2): self.a = a; self.b = b
print(B(1).f(), B.c(), B(1).c(), B.s(3), B(1).b, B.__mro__, B.__name__, B.__qualname__)
@check
def t8(): B()
@check
def t9(): A(1)
@check
def t10():
    class X(A, object, B): pass
@check
def t11():
    class X(bool): pass
class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        c = super().__new__(m, name, bases, ns)
        c.kw = kw
        return c
    def __init__(c, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
    def __call__(cls, *a): return ('called', a)
class M(metaclass=Meta, z=1): pass
print(M.kw, M(5), type(M).__name__)
class D:
    def __set_name__(self, o, n): self.n = n
    def __get__(self, i, o): return (self.n, i is None)
class E:
    d = D()
    def __init_subclass__(cls, **kw): print('sub', cls.__name__, kw)
print(E.d, E().d)
class F(E, q=1): pass
class G:
    def __getattr__(self, n): return 'dyn ' + n
    def __len__(self): return 3
    def __getitem__(self, i):
        if i > 4: raise IndexError
        return i * 2
    def __contains__(self, x): return x == 7
    def __call__(self, *a, **k): return a, k
    def __iter__(self): return iter([1, 2])
    def __bool__(self): return False
g = G()
print(g.foo, len(g), g[2], 7 in g, 8 in g, g(1, x=2), list(g), bool(g))
print(type('T', (A,), {'y': 5})().y, isinstance(3, int), isinstance(3, (str, int)), issubclass(bool, int))
try:
    raise KeyError('k')
except LookupError as e:
    print(repr(e), str(e), e.args)
try:
    try: 1/0
    except ZeroDivisionError as e: raise ValueError('v') from e
except ValueError as e:
    print(e.__cause__, e.__context__, e.__suppress_context__)
print(A().__dict__, B(1).__dict__, vars(B(7)))
b = B(1); b.__dict__['zz'] = 9; print(b.zz, b.a); del b.a; print(b.__dict__)
eg = ExceptionGroup('m', [ValueError(1), TypeError(2)])
print(eg, repr(eg), eg.split(ValueError))
print(list[int], int | str, (int | str).__args__, list[int].__origin__)
@check
def u1(): return A.f()
@check
def u2(): return int.__add__('a', 1)
@check
def u3(): return (1).__add__()
@check
def u4(): object.__setattr__(int, 'a', 1)
@check
def u5(): del p.v
@check
def u6(): P.v.__get__(3)
@check
def u7(): return abs('a')
@check
def u8(): return [].__class__.__name__, dir(A())[-3:]
@check
def u9(): return (lambda: 0).__name__
@check
def w1(): getattr(3, 4)
@check
def w2(): len(3)
@check
def w3(): iter(3)
@check
def w4(): next(3)
@check
def w5(): return A().x
@check
def w6(): isinstance(1, 2)
@check
def w7(): return callable(A), callable(3), A.__subclasses__()

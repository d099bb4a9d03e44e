class A:
    """doc
       more
    """
    x = 1
    y = [x for _ in range(2)] if False else x
    def __init__(self, v=x): self.v = v; self.w = 2
    def m(self): return __class__.__name__, self.v
    @property
    def p(self): return self.v * 2
    @staticmethod
    def s(a, *, b=3): return a + b
    @classmethod
    def c(cls): return cls.__name__
class Bb(A):
    def m(self): return super().m() + ('B',)
    def n(self): return [super(Bb, self).m() for _ in range(1)]
    __priv = 5
    def q(self): return self.__priv
a = Bb(4)
print(a.m(), a.n(), a.p, A.s(1), a.c(), a.q(), A.__doc__, A.__qualname__, Bb.m.__qualname__, A.__static_attributes__, A.__firstlineno__)
def deco(n):
    def d(f): print('deco', n, f.__name__); return f
    return d
@deco(1)
@deco(2)
def ff(): pass
@deco(3)
class CC:
    class Inner: z = 1
    def f():
        def g(): pass
        return g
print(CC.Inner.__qualname__, CC.f().__qualname__)
class Meta(type):
    def __new__(m, n, b, ns, **kw): print(n, kw); return super().__new__(m, n, b, ns)
class D(A, metaclass=Meta, k=1): pass

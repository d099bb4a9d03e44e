class A:
    def __init__(s,v): s.v=v
    def __repr__(s): return s.v
    def __hash__(s): return s.v
    def __len__(s): return s.v
    def __abs__(s): return 'abs'
    def __iter__(s): return s.v
class B:
    def __str__(s): return 5
class C:
    def __getattr__(s,n): return 'ga '+n
    @property
    def p(s): raise AttributeError('x')
    @property
    def q(s): return s.p+'!'
    @property
    def r(s): raise ValueError('x')
class M(type):
    def __instancecheck__(c,o): return o
    def __subclasscheck__(c,o): return []
class K(metaclass=M): pass
def show(f):
    try: print(f())
    except Exception as e: print(type(e).__name__,e,e.__context__)
for f in (repr,str,hash,len,abs,iter,bool,lambda x:str(x)+'z',lambda x:[x],lambda x:f'{x}',lambda x:f'{x!r}'):
    for v in ('s',3,-1,None,iter([])):
        if 'iterator' in repr(v) : 
            if f in (iter,): show(lambda: list(f(A(v))))
        else: show(lambda: f(A(v)))
show(lambda: str(B())); show(lambda: C().p); show(lambda: C().q); show(lambda: C().r); show(lambda: C().p())
show(lambda: isinstance(1,K)); show(lambda:isinstance(0,K)); show(lambda: issubclass(int,K)); show(lambda: isinstance(K(),K))
show(lambda: list(map(repr,[A('a'),A('b')]))); show(lambda: sorted([A(3),A(1)],key=hash)); show(lambda: [*map(len,[A(3),A(4)])]); show(lambda: max([A(3),A(1)],key=len).v)
show(lambda: list(map(str,[A('x')]))); show(lambda: list(filter(len,[A(0),A(1)]))[0].v)

import sys
def tbk(e):
    t=e.__traceback__
    print(type(e).__name__,e)
    while t: print('  ',t.tb_frame.f_code.co_qualname,t.tb_lineno); t=t.tb_next
    if e.__context__: print(' context'); tbk(e.__context__)
log=[]
class R:
    def __init__(s,n): s.n=n
    def __repr__(s): return f'R({s.n})'
class A(R):
    def __add__(s,o): log.append('A.add'); return NotImplemented
    def __radd__(s,o): log.append('A.radd'); return 'radd'
    def __sub__(s,o): return NotImplemented
    def __mul__(s,o): return ('mul',s.n,o)
    def __pow__(s,o): return 'pow'
    def __iadd__(s,o): log.append('iadd'); return NotImplemented
    def __lt__(s,o): log.append('A.lt'); return NotImplemented
    def __gt__(s,o): log.append('A.gt'); return NotImplemented
    def __eq__(s,o): log.append('A.eq'); return NotImplemented
class B(A):
    def __radd__(s,o): log.append('B.radd'); return NotImplemented
    def __gt__(s,o): log.append('B.gt'); return 5
class I(int):
    def __radd__(s,o): return 'I.radd'
    def __rsub__(s,o): return NotImplemented
def show(f):
    log.clear()
    try: r=f()
    except Exception as e: r=f'{type(e).__name__}: {e}'
    print(r, log)
a,b=A(1),B(2)
show(lambda: a+1); show(lambda: 1+a); show(lambda: a+b); show(lambda: b+a); show(lambda:a+a); show(lambda: b+b)
show(lambda: a-1); show(lambda: 1-a); show(lambda:a-b); show(lambda: a*3); show(lambda: 3*a); show(lambda: a**2); show(lambda: 2**a)
show(lambda: 1+I(2)); show(lambda: 1-I(2)); show(lambda: I(1)+1); show(lambda: [1]*I(2)); show(lambda: [1]+a); show(lambda: a%2)
def f():
    x=a; x+=1; return x
show(f)
def f():
    x=a; x-=1; return x
show(f)
def f():
    x=a; x**=1; return x
show(f)
def f():
    x=2; x**=b; return x
show(f)
def f():
    x=2; x@=b; return x
show(f)
show(lambda: a<a); show(lambda: a<b); show(lambda: b>a); show(lambda: a==b); show(lambda: a!=b); show(lambda:a!=a); show(lambda: a<1); show(lambda: 1<a)
def f():
    if a<b: return 'yes'
    return 'no'
show(f)
class T:
    def __init__(s,v): s.v=v
    def __bool__(s): log.append('bool'); return s.v
class L:
    def __init__(s,v): s.v=v
    def __len__(s): log.append('len'); return s.v
for v in (True,False,1,None): show(lambda: not T(v)); show(lambda: 'y' if T(v) else 'n')
for v in (0,3,-1,'a',2**70,True): show(lambda: not L(v)); show(lambda: 'y' if L(v) else 'n'); show(lambda: [1 for _ in [1] if L(v)])
class C:
    def __lt__(s,o): return T(True)
    def __contains__(s,o): return T(o)
    def __getitem__(s,i): return ('item',i)
    def __setitem__(s,i,v): log.append(('set',i,v))
    def __delitem__(s,i): log.append(('del',i))
    def __neg__(s): return 'neg'
    def __pos__(s): return 'pos'
    def __invert__(s): return 'inv'
    def __iter__(s): yield 1; yield 2
c=C()
show(lambda: 'y' if c<c else 'n'); show(lambda: True in c); show(lambda: False in c); show(lambda: True not in c); show(lambda: 1 in c)
show(lambda: 'in' if True in c else 'out'); show(lambda: 'nin' if True not in c else 'nout')
show(lambda: (c[1],c['a'],c[1:2], -c,+c,~c))
def f():
    c[1]=2; del c[3]; c['x']+=(1,)
show(f)
show(lambda: [x for x in c]); show(lambda: [*c]); show(lambda: list(c))
class D:
    def __iter__(s): return 5
show(lambda: [x for x in D()])
class It:
    def __init__(s): s.i=0
    def __iter__(s): return s
    def __next__(s):
        s.i+=1
        if s.i>3: raise StopIteration
        return s.i
show(lambda: [x for x in It()])
class It2:
    def __iter__(s): return s
    def __next__(s): raise KeyError(1)
show(lambda: [x for x in It2()])
class G:
    x=1
    def __getattr__(s,n): log.append(n); 
    @property
    def p(s): return 'p'
    @p.setter
    def p(s,v): log.append(('p',v))
    @p.deleter
    def p(s): log.append('pdel')
    @property
    def bad(s): raise AttributeError('bad')
g=G()
def f():
    g.p=3; del g.p; g.q=4
    return g.p,g.x,g.y,g.z(),g.q,g.bad
show(f)
class G2:
    def __getattribute__(s,n): 
        return (n,)
    def __setattr__(s,n,v): log.append((n,v))
    def __delattr__(s,n): log.append(n)
def f():
    g=G2(); g.a=1; del g.b
    return g.x,g.__class__, g.m
show(f)
class Desc:
    def __get__(s,o,t): return ('get',o is None,t.__name__)
class DD(Desc):
    def __set__(s,o,v): log.append(v)
    def __delete__(s,o): log.append('d')
class H:
    d=Desc(); e=DD()
def f():
    h=H(); h.d; r=[h.d,h.e]; h.d=1; h.e=2; del h.e
    return r,h.d,h.e,H.d,H.e
show(f)
class NW:
    def __new__(cls,*a,**k): log.append(('new',a,k)); return object.__new__(cls)
    def __init__(s,*a,**k): log.append(('init',a,k))
class NW2(NW):
    def __new__(cls,*a): return 3 if not a else super().__new__(cls)
class NW3:
    def __new__(cls): return super().__new__(cls)
    def __init__(s): return 3
class Meta(type):
    def __call__(cls,*a,**k): log.append('meta'); return super().__call__(*a,**k)
class MC(metaclass=Meta):
    def __init__(s,a): s.a=a
class E1(ValueError):
    def __init__(s,a,b=2): super().__init__(a); s.b=b
class Int(int):
    def __new__(cls,v): return super().__new__(cls,v+1)
class Lst(list):
    def __init__(s,*a): super().__init__(a)
show(lambda: type(NW(1,x=2))); show(lambda: NW2()); show(lambda: type(NW2(1))); show(lambda: NW3()); show(lambda: MC(a=3).a); show(lambda: (E1(1).b,E1(1).args)); show(lambda: Int(4)); show(lambda: Lst(1,2,3))
show(lambda: NW3(1)); show(lambda: MC())
class TB:
    def __add__(s,o): return s.foo
    def __getattr__(s,n): raise AttributeError(n)
    def __bool__(s): raise ValueError('b')
    def __lt__(s,o): return s
    def __iter__(s): raise OSError(1)
    def __new__(cls,a=0):
        if a: raise ZeroDivisionError('n')
        return object.__new__(cls)
t=TB()
for f in (lambda: t+1, lambda: 'a' if t<1 else 2, lambda: [x for x in t], lambda: TB(1), lambda: not t):
    try: f()
    except Exception as e:
        tbk(e)

import sys
def tbk(e):
    t=e.__traceback__
    print(type(e).__name__,e)
    while t: print('  ',t.tb_frame.f_code.co_qualname,t.tb_lineno); t=t.tb_next
    if e.__context__: print(' context'); tbk(e.__context__)
def show(f):
    try:
        r=f()
        print(sorted(r,key=repr) if isinstance(r,(set,frozenset)) else r)
    except Exception as e: tbk(e)
def gen(n,log=None):
    for i in range(n):
        yield i
def bad(n):
    for i in range(n): yield i
    raise KeyError(n)
class It:
    def __init__(s,n): s.n=n
    def __iter__(s): return s
    def __next__(s):
        if s.n==0: raise StopIteration('end')
        s.n-=1
        return s.n
class Sq:
    def __init__(s,n): s.n=n
    def __iter__(s):
        for i in range(s.n): yield i
class P:
    def __init__(s,*a): s.a=a
    def __repr__(s): return f'P{s.a}'
def loop(it):
    r=[]
    for x in it: r.append(x)
    return r
def stop(x):
    if x==2: raise StopIteration
    return x
def err(x):
    if x==2: raise ValueError(x)
    return x
mk=[lambda:gen(4),lambda:It(4),lambda:map(lambda x:x*2,range(4)),lambda:map(lambda x:x+1,gen(4)),lambda:map(P,gen(2)),lambda:map(str,gen(3)),lambda:map(str,It(3)),
 lambda:map(lambda a,b:(a,b),gen(3),It(5)),lambda:map(lambda a,b:(a,b),range(3),[1,2]),lambda:zip(gen(3),It(5)),lambda:zip(gen(3),'abc',It(9)),lambda:zip(gen(3),gen(2),strict=True),lambda:zip(gen(2),gen(3),strict=True),lambda:zip(gen(2),gen(2),strict=True),
 lambda:map(lambda a,b:a,gen(2),gen(3),strict=True),
 lambda:enumerate(gen(3)),lambda:enumerate(It(3),5),lambda:enumerate(enumerate(gen(2))),lambda:filter(None,gen(4)),lambda:filter(lambda x:x&1,range(6)),lambda:filter(lambda x:x&1,It(6)),lambda:filter(P,gen(2)),lambda:filter(bool,gen(3)),
 lambda:filter(lambda p:p[0],zip(gen(3),map(lambda x:-x,gen(9)))),lambda:map(stop,range(4)),lambda:map(stop,gen(4)),lambda:map(err,gen(4)),lambda:filter(err,gen(4)),lambda:zip(gen(2),bad(1)),lambda:enumerate(bad(2)),lambda:map(lambda x:x,bad(2)),lambda:filter(None,bad(2)),
 lambda:(x for x in gen(3)),lambda:Sq(3),lambda:map(abs,filter(lambda x:x<0,map(lambda x:x-2,gen(5))))]
for m in mk: show(lambda: loop(m()))
for f in (list,tuple,set,frozenset,sorted,sum,any,all,max,min,lambda x:[*x],lambda x:{*x},lambda x:(lambda *a:a)(*x),lambda x: ','.join(map(str,x)),lambda x:next(iter(x)),lambda x: next(iter(x),'d'),
  lambda x: sum(x,[]) , lambda x:max(x,default=7), lambda x:max(x,key=lambda v:-v if isinstance(v,int) else 0), lambda x:min(x,key=str), lambda x: dict(zip(x,range(9))), lambda x: dict.fromkeys(x,1), lambda x:sorted(x,key=lambda v:-v), lambda x:sorted(x,key=str,reverse=True), lambda x: 2 in x, lambda x: [a for a in x]):
    for m in mk: 
        print(mk.index(m),end=' '); show(lambda: f(m()))
def unp(x):
    a,b,c=x
    return a,b,c
def unp2(x):
    a,*b=x
    return a,b
for m in mk: show(lambda: unp(m())); show(lambda: unp2(m()))
def ext(x):
    l=[9]; l.extend(x); l+=x; return l
def dup(x):
    s={1}; s.update(x); return s
for m in mk: show(lambda: ext(m())); show(lambda: dup(m()))
show(lambda: sum(gen(0))); show(lambda: max(gen(0))); show(lambda: min(gen(0),default=3)); show(lambda: max(gen(3),gen(2)))
show(lambda: sum((0.1 for _ in range(10)))); show(lambda: sum((x for x in [1,2.5,10**30,0.1,1e100,1.0,-1e100]))); show(lambda: sum(([x] for x in gen(3)),[])); show(lambda: sum((str(x) for x in gen(3)),''))
show(lambda: sum(x for x in ['a']))
l=[5,3,1,4]
def k(x):
    l.append(1); return x
show(lambda: l.sort(key=k)); print(l)
def k(x):
    if x==1: raise ValueError('k')
    return (x,len(l))
show(lambda: l.sort(key=k)); print(l)
show(lambda: l.sort(key=lambda x:(x%3),reverse=True)); print(l)
show(lambda: ''.join(str(x) for x in gen(3))); show(lambda: ''.join(x for x in gen(3))); show(lambda: b','.join(b'a' for x in gen(3)))
import functools
show(lambda: functools.reduce(lambda a,b:a*10+b, gen(5))); show(lambda: functools.reduce(lambda a,b:a*10+b, [1,2,3], 7)); show(lambda: functools.reduce(err, [1,2,3], 7)); show(lambda: functools.reduce(lambda a,b:a, gen(0))); show(lambda: functools.reduce(lambda a,b:a, 5))
g=gen(3)
class Self:
    def __iter__(s): return (next(g) for _ in range(9))
show(lambda: list(Self()))
def selfg():
    yield list(me)
me=selfg(); show(lambda: list(me))
class Evil:
    def __iter__(s): return 5
for f in (list,sum,any,max,lambda x:[*x],sorted,unp): show(lambda: f(Evil()))
class SubL(list):
    def __iter__(s): yield 'sub'
show(lambda: [list(SubL([1])),sorted(SubL([1])),','.join(SubL(['x'])),tuple(SubL([2]))])
class D(dict):
    def __iter__(s): yield 'zz'
show(lambda: [dict(D(a=1)),list(D(a=1))])

def deep(n=0):
    class X:
        def __add__(s,o): return s+o
        def __getattr__(s,n): return s.foo
        def __lt__(s,o): return s<o
        def __bool__(s): return not s
        def __getitem__(s,i): return s[i]
        def __iter__(s): return iter(s)
        def __next__(s): 
            for i in s: return i
        def __new__(cls,r=0): return cls(1) if r else object.__new__(cls)
        def __setattr__(s,n,v): s.x=v
        @property
        def pp(s): return s.pp
    x=X()
    for f in (lambda:x+1,lambda:x.bar,lambda:x<x,lambda:not x,lambda:x[1],lambda:iter(x),lambda:X(1),lambda:setattr(x,'a',1),lambda:x.pp):
        try: f(); print('??')
        except RecursionError as e: print(e)
deep()

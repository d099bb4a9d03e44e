class CM:
    def __init__(self, n, sup=False): self.n = n; self.sup = sup
    def __enter__(self): print('enter', self.n); return self
    def __exit__(self, t, v, tb): print('exit', self.n, t and t.__name__, v); return self.sup
def f(k):
    with CM(1) as a, CM(2, True) as b:
        print(a.n, b.n)
        if k == 1: return 'r', a.n
        if k == 2: raise ValueError(k)
        for i in range(3):
            with CM(i + 10):
                if i == 1: break
                if i == 0: continue
    return 'end'
for k in range(3): print(f(k))
def g():
    for i in [1, 2]:
        with CM(3): return [CM(4).n, i]
print(g())

def f():
    fs = [lambda: x for x in range(3)]
    gs = [lambda x=x: x for x in range(3)]
    hs = {k: (lambda: k + n) for k, n in [(1, 2), (3, 4)]}
    return [g() for g in fs], [g() for g in gs], {k: v() for k, v in hs.items()}
print(f())
def counter():
    n = 0
    def inc(d=1):
        nonlocal n
        n += d
        return n
    return inc
c = counter(); c(); print(c(5))
x = 'g'
def s():
    x = 'l'
    y = [x for x in 'ab']
    z = {x: [x for x in 'q'] for x in 'cd'}
    return x, y, z, [(x, y) for x in range(2) for y in range(x)]
print(s(), [x for x in 'zz'], x)
class K:
    x = 1
    ys = [y for y in range(3)]
    def f(self): return x
print(K.ys, K().f())
def p(a):
    def q(): return a, b
    b = a + 1
    a += 10
    return q
print(p(1)())

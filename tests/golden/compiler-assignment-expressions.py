x = 10
def f(x):
    y = x + (x := 5) + x
    z = [x, (x := 7), x]
    return y, z, x
print(f(1))
def g(a):
    if (n := len(a)) > 2 and (m := n * 2): return n, m
    return n
print(g([1]), g([1,2,3]))
print([y := 1, y**2], y)
print([(last := v) for v in range(4)], last)
def h():
    t = 0
    q = [t := t + v for v in range(5)]
    return t, q
print(h())

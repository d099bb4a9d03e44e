def f(i):
    if i == 0: return
    elif i == 1: x = 'one'
    elif i == 2: x = 'two'
    else:
        x = 'else'
        while True:
            i -= 1
            if i < 2: break
            elif i % 2: continue
            x += str(i)
        else: x = 'never'
    for a in range(3):
        for b in range(3):
            if b == a: break
            x += f'{a}{b} '
        else:
            x += 'full'
            continue
        if a == 1: break
    return x
for i in range(8): print(f(i))
def g():
    global G
    G = 1
    G += 1
    del G
    G = 3
g(); print(G)
def outer():
    x = 1
    class C:
        x = 2
        def m(self): return x
        y = x
        nonlocal_x = [x for _ in (1,)]
    return C.y, C().m(), C.nonlocal_x
print(outer())
class T[A, B: int]:
    def f[C](self, c: C) -> A: return c
print(T.__type_params__, T().f(3), T.f.__type_params__)
type X[Q] = list[Q]
def raiser():
    try:
        try: 1/0
        except ZeroDivisionError as e: raise KeyError('k') from e
    except KeyError as k: return repr(k.__cause__), k.args
print(raiser())

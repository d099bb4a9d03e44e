def f(n):
    r = []
    i = 0
    while i < n:
        i += 1
        if i % 2: continue
        if i > 7: break
        r.append(i)
    else:
        r.append('else')
    return r
print(f(3), f(100), [f(x) for x in range(9)])

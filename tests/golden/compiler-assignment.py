def f(a, b, c):
    a, b = b, a
    print(a, b)
    a, b, c = c, a, b
    print(a, b, c)
    a, b = b, a + b
    print(a, b)
    (a, b), c = [1, 2], 3
    print(a, b, c)
    a, *b = range(5)
    *a, b = a, b, c
    print(a, b)
    [x, *y, z] = 'hello'
    print(x, y, z)
    a = b = c = []
    a.append(1)
    print(b, c)
    i = 0; l = [0, 0]
    i, l[i] = 1, 9
    print(i, l)
    l[0], l[1] = l[1], l[0]
    print(l)
    a, a = 1, 2
    print(a)
    try: a, b = 1, 2, 3
    except ValueError as e: print(e)
f(1, 2, 3)

def f():
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            print(i)
        finally:
            print('f', i)
    else: print('else')
    for i in range(2):
        try: pass
        finally:
            for j in range(3):
                if j: break
                print('j', j)
    def g():
        try: return 1
        finally:
            x = 2
            print(x)
    def h(x):
        try: return x
        finally: x = 5
    print(g(), h(1))
f()

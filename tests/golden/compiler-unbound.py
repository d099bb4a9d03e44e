def f():
    try: return x
    except UnboundLocalError as e: print(e)
    x = 1
    del x
    try: del x
    except UnboundLocalError as e: print(e)
    for x in []: pass
    try: x
    except UnboundLocalError as e: print(e)
    def g(): return y
    try: g()
    except NameError as e: print(type(e).__name__, e)
    y = 2
    print(g())
    del y
    try: y
    except UnboundLocalError as e: print(e)
f()

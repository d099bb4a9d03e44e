def f(x):
    try:
        if x == 0: raise KeyError('k')
        if x == 1: return 'ret'
        if x == 2: raise ValueError('v')
        if x == 3: 1/0
        r = 'ok'
    except KeyError as e:
        r = repr(e)
    except (ValueError, IndexError):
        try: raise
        except ValueError as e2: return ('v', str(e2))
    else:
        r += 'else'
    finally:
        print('fin', x)
    try: e
    except NameError as q: print(type(q).__name__, q)
    return r
for i in range(6):
    try: print(f(i))
    except ZeroDivisionError as z: print('Z', z)

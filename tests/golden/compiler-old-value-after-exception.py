def f(x, y):
    x = y and y.z or [*y]
    return x
try: print(f(1, ()))
except Exception as e: print(type(e))
def g(x):
    try: x = x.nope or 1
    except AttributeError: pass
    try: x = [1/0 for q in x]
    except ZeroDivisionError: pass
    try: x += None
    except TypeError: pass
    try: x = not B()
    except RuntimeError: pass
    try: x = B() or 3
    except RuntimeError: pass
    try: x = 1 < B() < 3
    except Exception as e: print(type(e))
    return x
class B:
    def __bool__(self): raise RuntimeError
print(g([1, 2]))

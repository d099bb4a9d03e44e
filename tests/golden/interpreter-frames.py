import sys
def f():
    x = 1
    fr = sys._getframe()
    print(fr.f_code.co_name, fr.f_lineno, fr.f_back.f_code.co_name, fr.f_locals['x'])
    try: 1/0
    except ZeroDivisionError as e:
        tb = e.__traceback__
        print(tb.tb_lineno, tb.tb_frame is fr, sys.exc_info()[0], sys.exception() is e)
def g(): raise ValueError('x')
f()
try: g()
except ValueError as e:
    t = e.__traceback__
    while t: print(t.tb_lineno, t.tb_frame.f_code.co_name); t = t.tb_next
print(sys.exc_info())
print(g.__code__.co_varnames, f.__code__.co_varnames, f.__code__.co_firstlineno)

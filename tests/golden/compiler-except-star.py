def f(k):
    try:
        try:
            if k == 1: raise ExceptionGroup('eg', [ValueError(1), TypeError(2), KeyError(3)])
            if k == 2: raise ValueError('plain')
            if k == 3: raise ExceptionGroup('eg', [ValueError(1)])
        except* ValueError as e:
            print('V', e.exceptions)
        except* TypeError as e:
            print('T', e.exceptions)
        else: print('else')
        finally: print('fin')
    except BaseException as e: print('left', type(e).__name__, getattr(e, 'exceptions', None))
for k in range(4): f(k)

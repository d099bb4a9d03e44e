def gen(n):
    try:
        for i in range(n):
            got = yield i
            if got: print('got', got)
    finally: print('closed')
    return 'done'
def outer():
    r = yield from gen(3)
    print('r', r)
    x = yield from [7, 8]
    print(x)
    yield (yield 9)
g = outer()
print(next(g), g.send('hi'), next(g), next(g), next(g), next(g), g.send('q'))
print(list(gen(2)), list(outer()))
g = outer(); next(g)
try: g.throw(ValueError('boom'))
except ValueError as e: print(e)
g = gen(2); next(g); g.close()
def bad():
    yield 1
    raise StopIteration
try: list(bad())
except RuntimeError as e: print(e)
print(sum(x * y for x in range(3) for y in range(3) if x != y), list((a, b) for a in 'ab' for b in range(2)))
def h():
    try: yield 1
    except KeyError: yield 'caught'
g = h(); next(g); print(g.throw(KeyError))

# Generators, coroutines, asynchronous generators.
def run(c):
    try:
        while True: print('awaited', c.send(None))
    except StopIteration as e: return e.value
class Aw:
    def __init__(self, v): self.v = v
    def __await__(self): x = yield self.v; return 'result', self.v, x
async def f(x): return await Aw(x), x
run(f(5))
c = f(1); c, c.cr_code.co_name, c.cr_running, c.cr_await, c.cr_frame is not None
c.close()
run(c)
async def f(): await 5
run(f())
async def f(): return await g()
async def g(): return 'g'
run(f())
class B:
    def __await__(self): return 5
async def f(): await B()
run(f())
class B:
    def __await__(self): return g()
run(f())
async def ag():
    yield 1
    x = await Aw('in ag')
    y = yield x
    print('y', y)
a = ag()
a, a.ag_running, a.ag_frame is not None, a.ag_code.co_name
async def f(): return [x async for x in ag()]
run(f())
async def f():
    async for x in ag():
        print('x', x)
    else:
        print('else')
run(f())
async def f():
    async for x in [1]: pass
run(f())
async def f():
    async with Aw(1): pass
run(f())
class CM:
    async def __aenter__(self): print('aenter'); return await Aw('enter')
    async def __aexit__(self, *a): print('aexit', a[0]); await Aw('exit'); return True
async def f():
    async with CM() as x:
        print(x)
        1/0
    return 'done'
run(f())
async def f():
    a = ag()
    print(await a.asend(None))
    print(await a.asend('s'))
    try: await a.asend('t')
    except StopAsyncIteration as e: print('stopped', e.args)
run(f())
async def f():
    a = ag()
    await a.__anext__()
    try: await a.athrow(ValueError('thrown'))
    except ValueError as e: print(repr(e))
    await a.aclose()
    print(await anext(a, 'default'))
    return await anext(a)
run(f())
async def f(): return {x: y async for x in ag() for y in range(2)}, {x async for x in ag()}, [await Aw(z) for z in 'ab']
run(f())
async def f(): return (x async for x in ag())
run(f())
async def f():
    async def inner(): return 1
    return [await inner() for _ in range(3)]
run(f())
async def f():
    try: await Aw(1)
    except KeyError as e: return 'caught', e
c = f(); c.send(None)
c.throw(KeyError('k'))
async def f():
    try: await Aw(1)
    finally: print('cleanup')
c = f(); c.send(None)
c.close()
c.send(None)
import types
@types.coroutine
def tc(): x = yield 'tc'; return x
async def f(): return await tc()
run(f())
f.__code__.co_flags & 0x80, tc.__code__.co_flags & 0x100
aiter(ag()), 
aiter(5)
anext(5)
async def ag():
    try:
        yield 1
        yield 2
    finally:
        print('ag finally')
async def f():
    async for x in ag(): break
    return 'broke'
run(f())
async def f():
    a = ag()
    async for x in a: break
    await a.aclose()
    return 'closed'
run(f())
async def bad(): yield 1; return
async def f(): return [x async for x in bad()]
run(f())
a = bad()
a.asend(5).send(None)
a.__anext__().send(None)
x = bad().__anext__()
x.send(None)
x.send(None)
#---
def g():
    x = yield
    while x: x = yield x * 2
i = g(); next(i), i.send(1), i.send(2)
i.send(0)
g
g()
def g(n):
    if n: yield n; yield from g(n - 1)
list(g(5)), sum(g(100)), max(g(3))
def g(): yield (yield 1)
i = g(); next(i), i.send('x')
def g():
    try:
        while True:
            try: yield 1
            except ValueError: print('ve')
    finally: print('fin')
i = g(); next(i), i.throw(ValueError), next(i)
i.close()
def g():
    yield 1
    yield 2
a, b = g()
a, b
a, = g()
a, *b = g()
[*g()], {*g()}, (*g(),), dict(zip(g(), g())), 1 in g(), 5 in g()
print(*g())
def h():
    class It:
        def __iter__(self): return self
        def __next__(self): return 1
        def send(self, v): print('send', v); return v
        def throw(self, *a): print('throw', a); return 'thrown'
        def close(self): print('close')
    yield from It()
i = h(); next(i), i.send(5), i.throw(KeyError('x'))
i.close()
(x for x in [1, 2]), (x for x in 5)
(x * y for x in range(3) for y in range(x)).__next__()
def f():
    g = (locals_ for locals_ in [1])
    return list(g)
f()
list(zip(*[iter(range(6))] * 2)), list(enumerate(g(), 5)), list(map(str, g())), list(filter(None, [0, 1])), list(reversed([1, 2]))
def closure():
    fs = []
    for i in range(3):
        def f(i=i): return i
        fs.append(f)
    return [f() for f in fs]
closure()
def counter():
    c = 0
    def inc():
        nonlocal c
        c += 1
        yield c
        yield c * 10
    return inc
i = counter(); list(i()), list(i())
import inspect
inspect.isgeneratorfunction(g), inspect.isgenerator(g()), inspect.getgeneratorstate(g())
def g():
    yield sys.exc_info()[0]
    try: 1/0
    except ZeroDivisionError:
        yield sys.exc_info()[0]
    yield sys.exc_info()[0]
import sys
list(g())
try: [][0]
except IndexError: print(list(g()))

class Nap:
    def __await__(self): yield
class ACM:
    async def __aenter__(self): print('aenter'); await Nap(); return 5
    async def __aexit__(self, *a): print('aexit', a[0]); return True
async def agen(n):
    for i in range(n):
        await Nap()
        yield i
async def main():
    async with ACM() as v:
        print(v)
        raise ValueError
    async for i in agen(3):
        if i == 1: continue
        print(i)
    else: print('else')
    print([i async for i in agen(3)], {i: i async for i in agen(2) if i}, [await co(i) for i in range(2)])
    print([x async for x in (y * 2 async for y in agen(3))])
    return await co(7)
async def co(x): return x * 2
def drive_(c):
    try:
        while True: c.send(None)
    except StopIteration as e: return e.value
print(drive_(main()))

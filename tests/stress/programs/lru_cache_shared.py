# permitted output: 2000 right
import threading, functools
@functools.lru_cache(maxsize=64)
def f(x):
    return x * x
right = []
def work(k):
    right.append(sum(f((i * k) % 100) == ((i * k) % 100) ** 2 for i in range(500)))
threads = [threading.Thread(target=work, args=(k,)) for k in range(1, 5)]
for t in threads: t.start()
for t in threads: t.join()
print(sum(right), 'right')

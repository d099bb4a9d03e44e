# permitted output: 285
from concurrent.futures import ThreadPoolExecutor, wait
with ThreadPoolExecutor(8) as pool:
    def f(x):
        return pool.submit(lambda: x * x).result() if x % 2 else x * x
    futures = [pool.submit(f, i) for i in range(10)]
    wait(futures)
    print(sum(f.result() for f in futures))

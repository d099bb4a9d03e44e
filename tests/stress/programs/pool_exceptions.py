# permitted output: 10 results, 10 errors
from concurrent.futures import ThreadPoolExecutor, as_completed
def f(x):
    if x % 2:
        raise ValueError(x)
    return x
good, bad = [], []
with ThreadPoolExecutor(5) as pool:
    for future in as_completed([pool.submit(f, i) for i in range(20)]):
        (bad if future.exception() else good).append(future)
print(len(good), 'results,', len(bad), 'errors')

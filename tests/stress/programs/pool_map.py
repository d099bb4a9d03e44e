# permitted output: [0, 1, 4, 9, 16] 20
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(4) as pool:
    squares = list(pool.map(lambda x: x * x, range(20)))
print(squares[:5], len(squares))

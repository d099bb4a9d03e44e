# permitted output: 8000 distinct
import threading, itertools
c, lock = itertools.count(), threading.Lock()
got = []
def work():
    mine = [next(c) for _ in range(1000)]
    with lock:
        got.extend(mine)
threads = [threading.Thread(target=work) for _ in range(8)]
for t in threads: t.start()
for t in threads: t.join()
assert sorted(got) == list(range(8000))
print(len(set(got)), 'distinct')

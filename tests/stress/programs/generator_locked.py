# permitted output: 5000 5000
import threading
def count():
    for i in range(5000):
        yield i
g, lock, got = count(), threading.Lock(), []
def take():
    while True:
        with lock:
            x = next(g, None)
        if x is None:
            return
        got.append(x)
threads = [threading.Thread(target=take) for _ in range(5)]
for t in threads: t.start()
for t in threads: t.join()
print(len(got), len(set(got)))

# permitted output: 0 torn pairs
# Two attributes changed under a lock are seen together under the same lock.
import threading
class Pair:
    def __init__(self):
        self.a = self.b = 0
p, lock, torn = Pair(), threading.Lock(), 0
def write(k):
    for i in range(1000):
        with lock:
            p.a += 1
            p.b += 1
def read():
    global torn
    for i in range(1000):
        with lock:
            if p.a != p.b:
                torn += 1
threads = [threading.Thread(target=write, args=(k,)) for k in range(4)] + [threading.Thread(target=read) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
assert p.a == 4000
print(torn, 'torn pairs')

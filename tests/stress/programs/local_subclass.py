# permitted output: 9 inits, [5] * 9
import threading
inits, lock, seen = 0, threading.Lock(), []
class L(threading.local):
    def __init__(self, start):
        global inits
        with lock:
            inits += 1
        self.items = [start]
l = L(5)
def work():
    seen.append(list(l.items))
    l.items.append(1)
threads = [threading.Thread(target=work) for _ in range(8)]
for t in threads: t.start()
for t in threads: t.join()
seen.append(l.items)
assert seen == [[5]] * 9, seen
print(inits, 'inits, [5] *', len(seen))

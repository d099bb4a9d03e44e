# permitted output: 12000 12000
import threading
def make():
    n, lock = 0, threading.Lock()
    def up():
        nonlocal n
        with lock:
            n += 1
        return n
    return up, lambda: n
up, value = make()
threads = [threading.Thread(target=lambda: [up() for _ in range(2000)]) for _ in range(6)]
for t in threads: t.start()
for t in threads: t.join()
print(value(), value())

# permitted output: 40000
import threading
n = 0
lock = threading.Lock()
def work():
    global n
    for _ in range(5000):
        with lock:
            n += 1
threads = [threading.Thread(target=work) for _ in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print(n)

# permitted output: ValueError 2
import threading
s = threading.BoundedSemaphore(2)
def work():
    for _ in range(200):
        s.acquire()
        s.release()
threads = [threading.Thread(target=work) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
try:
    s.release()
except ValueError as e:
    print(type(e).__name__, s._value)

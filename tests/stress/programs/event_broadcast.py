# permitted output: 8 woken, 8 set
import threading
e, ready, woken = threading.Event(), threading.Semaphore(0), []
def wait():
    ready.release()
    woken.append(e.wait())
threads = [threading.Thread(target=wait) for _ in range(8)]
for t in threads: t.start()
for _ in threads: ready.acquire()
e.set()
for t in threads: t.join()
print(len(woken), 'woken,', woken.count(True), 'set')

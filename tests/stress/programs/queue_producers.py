# permitted output: 4000 1999000
import threading, queue
q, out = queue.Queue(), queue.Queue()
def work():
    while (x := q.get()) is not None:
        out.put(x)
threads = [threading.Thread(target=work) for _ in range(4)]
for t in threads: t.start()
for i in range(2000):
    q.put(i)
for i in range(2000):
    q.put(0)
for _ in threads: q.put(None)
for t in threads: t.join()
items = [out.get_nowait() for _ in range(4000)]
print(len(items), sum(items))

# permitted output: 1000 499500
import threading, queue
q, got = queue.SimpleQueue(), []
def work():
    while (x := q.get()) is not None:
        got.append(x)
threads = [threading.Thread(target=work) for _ in range(3)]
for t in threads: t.start()
for i in range(1000): q.put(i)
for _ in threads: q.put(None)
for t in threads: t.join()
print(len(got), sum(got))

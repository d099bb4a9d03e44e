# permitted output: sorted True
import threading, queue
q = queue.PriorityQueue()
def put(k):
    for i in range(200):
        q.put((i * 7919 + k * 104729) % 10007)
threads = [threading.Thread(target=put, args=(k,)) for k in range(5)]
for t in threads: t.start()
for t in threads: t.join()
out = [q.get() for _ in range(1000)]
print('sorted', out == sorted(out))

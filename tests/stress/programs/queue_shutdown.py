# permitted output: 3 stopped
import threading, queue
q, stopped = queue.Queue(), []
def work():
    try:
        while True:
            q.get()
    except queue.ShutDown:
        stopped.append(1)
threads = [threading.Thread(target=work) for _ in range(3)]
for t in threads: t.start()
for i in range(100): q.put(i)
q.shutdown()
for t in threads: t.join()
print(len(stopped), 'stopped')

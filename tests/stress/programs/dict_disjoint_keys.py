# permitted output: 8000 31996000
import threading
d = {}
def work(k):
    for i in range(1000):
        d[k * 1000 + i] = k * 1000 + i
threads = [threading.Thread(target=work, args=(k,)) for k in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print(len(d), sum(d.values()))

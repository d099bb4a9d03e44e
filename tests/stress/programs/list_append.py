# permitted output: 8000 True
import threading
items = []
def work(k):
    for i in range(1000):
        items.append((k, i))
threads = [threading.Thread(target=work, args=(k,)) for k in range(8)]
for t in threads: t.start()
for t in threads: t.join()
# all are there, and each thread's in its order
ordered = all([i for k, i in items if k == j] == list(range(1000)) for j in range(8))
print(len(items), ordered)

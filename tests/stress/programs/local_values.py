# permitted output: 8 threads, 0 leaks, main 7
import threading
local = threading.local()
local.x = 7
leaks = []
def work(k):
    if hasattr(local, 'x'):
        leaks.append(k)
    for i in range(500):
        local.x = k * 1000 + i
        if local.x != k * 1000 + i:
            leaks.append(k)
threads = [threading.Thread(target=work, args=(k,)) for k in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print(len(threads), 'threads,', len(leaks), 'leaks, main', local.x)

# permitted output: 4 300
import threading
r, n = threading.RLock(), 0
def down(k):
    global n
    with r:
        if k:
            down(k - 1)
        else:
            n += 1
threads = [threading.Thread(target=lambda: [down(20) for _ in range(75)]) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(len(threads), n)

# permitted output: 1093 threads
# Threads that start threads and wait for them.
import threading
lock, count = threading.Lock(), 0
def grow(depth):
    global count
    with lock:
        count += 1
    if depth:
        children = [threading.Thread(target=grow, args=(depth - 1,)) for _ in range(3)]
        for c in children: c.start()
        for c in children: c.join()
grow(6)
print(count, 'threads')

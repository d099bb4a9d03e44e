# permitted output: 719400 0 True
import threading
from collections import deque
buffer, cond, most, total = deque(), threading.Condition(), 0, 0
def produce(k):
    global most
    for i in range(k * 300, k * 300 + 300):
        with cond:
            cond.wait_for(lambda: len(buffer) < 8)
            buffer.append(i)
            most = max(most, len(buffer))
            cond.notify_all()
def consume():
    global total
    for _ in range(300):
        with cond:
            cond.wait_for(lambda: buffer)
            total += buffer.popleft()
            cond.notify_all()
threads = [threading.Thread(target=produce, args=(k,)) for k in range(4)] + [threading.Thread(target=consume) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(total, len(buffer), most <= 8)

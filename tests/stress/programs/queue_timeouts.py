# permitted output: Empty Full
import queue
q = queue.Queue(1)
names = []
try:
    q.get(timeout=0.01)
except queue.Empty as e:
    names.append(type(e).__name__)
q.put(1)
try:
    q.put(2, timeout=0.01)
except queue.Full as e:
    names.append(type(e).__name__)
print(*names)

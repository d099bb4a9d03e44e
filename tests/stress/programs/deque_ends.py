# permitted output: 4000 in order
import threading
from collections import deque
d, got = deque(), []
def put():
    for i in range(4000):
        d.append(i)
def take():
    while len(got) < 4000:
        try:
            got.append(d.popleft())
        except IndexError:
            pass
a, b = threading.Thread(target=put), threading.Thread(target=take)
a.start(); b.start(); a.join(); b.join()
assert got == list(range(4000))
print(len(got), 'in order')

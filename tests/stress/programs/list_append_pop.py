# permitted output: 6000 0
import threading
items, taken = [], []
def put(k):
    for i in range(1000):
        items.append(k * 1000 + i)
def take():
    got = 0
    while got < 1000:
        try:
            x = items.pop()
        except IndexError:
            continue
        taken.append(x)
        got += 1
threads = [threading.Thread(target=put, args=(k,)) for k in range(6)] + [threading.Thread(target=take) for _ in range(6)]
for t in threads: t.start()
for t in threads: t.join()
print(len(set(taken)), len(items))

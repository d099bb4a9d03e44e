# permitted pattern: 0 [0-9]+ changes seen
# Iterating a dict that others change either works or raises RuntimeError; the items are never torn.
import threading
d = {i: -i for i in range(50)}
stop = False
errors, seen = 0, 0
def change():
    i = 50
    while not stop:
        d[i] = -i
        if i > 100:
            d.pop(i - 40, None)
        i += 1
def look():
    global errors, seen
    for _ in range(200):
        try:
            for k, v in d.items():
                if k != -v:
                    errors += 1
        except RuntimeError:
            seen += 1
t = threading.Thread(target=change)
looks = [threading.Thread(target=look) for _ in range(3)]
t.start()
for x in looks: x.start()
for x in looks: x.join()
stop = True
t.join()
print(errors, seen, 'changes seen')

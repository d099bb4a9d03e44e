# permitted pattern: lost [0-9]+ of 8000: True
# Unlocked increments may be lost, but a count is never invented and never negative.
import threading
n = 0
def work():
    global n
    for _ in range(1000):
        n += 1
threads = [threading.Thread(target=work) for _ in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print(f'lost {8000 - n} of 8000: {1000 <= n <= 8000}')

# permitted output: 1 winner for each of 500 keys
import threading
d, wins = {}, []
def work(k):
    for i in range(500):
        if d.setdefault(i, k) == k:
            wins.append(i)
threads = [threading.Thread(target=work, args=(k,)) for k in range(6)]
for t in threads: t.start()
for t in threads: t.join()
assert sorted(wins) == list(range(500)), len(wins)
print(f'1 winner for each of {len(d)} keys')

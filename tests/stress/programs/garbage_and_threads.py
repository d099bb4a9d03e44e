# permitted output: 6 * 300 lists of 100
# Much garbage from many threads: what is alive stays whole.
import threading
kept = [[] for _ in range(6)]
def work(k):
    for i in range(300):
        junk = [[j] * 20 for j in range(100)]
        kept[k].append([x[0] for x in junk])
threads = [threading.Thread(target=work, args=(k,)) for k in range(6)]
for t in threads: t.start()
for t in threads: t.join()
assert all(x == list(range(100)) for mine in kept for x in mine)
print(len(kept), '*', len(kept[0]), 'lists of', len(kept[0][0]))

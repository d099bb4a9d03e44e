# permitted output: 1000 members
import threading
s = set()
def work(k):
    for i in range(1000):
        s.add(i)
        if i % 10 == k % 10:
            s.discard(i + 5000)
        i in s
threads = [threading.Thread(target=work, args=(k,)) for k in range(6)]
for t in threads: t.start()
for t in threads: t.join()
assert s == set(range(1000))
print(len(s), 'members')

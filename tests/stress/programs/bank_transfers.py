# permitted output: 10000 always
# Two locks in a fixed order; the sum is the same whenever all locks are held.
import threading
accounts = [[threading.Lock(), 1000] for _ in range(10)]
bad = []
def move(seed):
    x = seed
    for _ in range(300):
        x = (x * 1103515245 + 12345) % 2147483648
        a, b = sorted(((x >> 5) % 10, (x >> 11) % 10))
        if a == b:
            continue
        with accounts[a][0], accounts[b][0]:
            accounts[a][1] -= x % 50
            accounts[b][1] += x % 50
def check():
    for _ in range(20):
        for lock, _ in accounts: lock.acquire()
        if sum(m for _, m in accounts) != 10000:
            bad.append(1)
        for lock, _ in accounts: lock.release()
threads = [threading.Thread(target=move, args=(k + 1,)) for k in range(5)] + [threading.Thread(target=check)]
for t in threads: t.start()
for t in threads: t.join()
assert not bad
print(sum(m for _, m in accounts), 'always')

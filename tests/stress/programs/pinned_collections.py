# permitted output: 40 right
# Builtins wait in their callbacks (pinned calls) while others take their operands away and the heap is collected.
import threading
lock, results = threading.Lock(), []
def key(x):
    with lock:
        return -x[0]
def work(k):
    for _ in range(10):
        items = [[i, 'x' * i] for i in range(40)]
        other = threading.Thread(target=items.clear)
        def first(x):
            if x[0] == 5:
                other.start()
                junk = [[j] * 10 for j in range(500)]
                other.join()
            return key(x)
        best = min(list(items), key=first)
        results.append(best == [39, 'x' * 39] and items == [])
threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(results.count(True), 'right')

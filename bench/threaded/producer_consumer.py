"""queue.Queue: one producer, the other threads consume and compute about 0.1 ms per item."""
import queue
import sys
import threading


def compute(x):
    s = 0
    for i in range(1000):
        s = (s + x * i) % 1000003
    return s


def run(n, threads):
    q = queue.Queue(100)
    results = []
    lock = threading.Lock()

    def consume():
        total = 0
        while True:
            item = q.get()
            if item is None:
                break
            total += compute(item)
        with lock:
            results.append(total)
    workers = [threading.Thread(target=consume) for _ in range(threads)]
    for w in workers:
        w.start()
    for i in range(n):
        q.put(i)
    for w in workers:
        q.put(None)
    for w in workers:
        w.join()
    return sum(results)


if __name__ == '__main__':
    print(run(int(sys.argv[2]) if len(sys.argv) > 2 else 10000, int(sys.argv[1]) if len(sys.argv) > 1 else 2))

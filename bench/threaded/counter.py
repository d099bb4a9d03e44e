"""Tiny blocks under one lock, all on the same object: nothing can be gained by threads, and nothing should be lost."""
import sys
import threading


class Counter:
    def __init__(self):
        self.lock = threading.Lock()
        self.value = 0

    def increment(self):
        with self.lock:
            self.value += 1


def run(n, threads):
    counter = Counter()

    def work(k):
        for _ in range(n // threads):
            counter.increment()
    workers = [threading.Thread(target=work, args=(k,)) for k in range(threads)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    return counter.value


if __name__ == '__main__':
    print(run(int(sys.argv[2]) if len(sys.argv) > 2 else 1000000, int(sys.argv[1]) if len(sys.argv) > 1 else 2))

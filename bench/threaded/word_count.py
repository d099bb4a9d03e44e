"""Counts words of many lines into one dict under one coarse lock."""
import sys
import threading

WORDS = ['w%d' % (i * i % 4001) for i in range(5000)]


def run(n, threads):
    counts = {}
    lock = threading.Lock()

    def work(k):
        for line in range(k, n, threads):
            start = line * 31 % 4900
            words = WORDS[start:start + 40]
            with lock:
                for w in words:
                    counts[w] = counts.get(w, 0) + 1
    workers = [threading.Thread(target=work, args=(k,)) for k in range(threads)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    return len(counts), sum(counts.values())


if __name__ == '__main__':
    print(run(int(sys.argv[2]) if len(sys.argv) > 2 else 60000, int(sys.argv[1]) if len(sys.argv) > 1 else 2))

"""Each thread analyses its own lines into its own dict, in blocks of 10-100 us under one coarse lock."""
import sys
import threading


def run(n, threads):
    lock = threading.Lock()
    results = [{} for _ in range(threads)]

    def work(k):
        mine = results[k]
        for line in range(k, n, threads):
            text = 'host%d GET /page/%d %d %d' % (line % 97, line % 1009, 200 + line % 5, line * 7919 % 65536)
            with lock:
                fields = text.split()
                host = fields[0]
                entry = mine.get(host)
                if entry is None:
                    entry = mine[host] = [0, 0, 0]
                entry[0] += 1
                entry[1] += int(fields[4])
                check = 0
                for c in text:
                    check = (check * 31 + ord(c)) & 0xffffff
                entry[2] ^= check
    workers = [threading.Thread(target=work, args=(k,)) for k in range(threads)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    return sum(e[0] for r in results for e in r.values()), sum(e[1] for r in results for e in r.values())


if __name__ == '__main__':
    print(run(int(sys.argv[2]) if len(sys.argv) > 2 else 60000, int(sys.argv[1]) if len(sys.argv) > 1 else 2))

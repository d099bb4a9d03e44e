"""Independent CPU work: primes by trial division, split over the threads; nothing is shared."""
import sys
import threading


def primes(first, last, out, index):
    count = 0
    for n in range(first, last):
        d = 2
        while d * d <= n:
            if n % d == 0:
                break
            d += 1
        else:
            count += n > 1
    out[index] = count


def run(n, threads):
    parts = threads * 8
    results = [0] * parts

    def work(k):
        for p in range(k, parts, threads):
            primes(n * p // parts, n * (p + 1) // parts, results, p)
    workers = [threading.Thread(target=work, args=(k,)) for k in range(threads)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    return sum(results)


if __name__ == '__main__':
    print(run(int(sys.argv[2]) if len(sys.argv) > 2 else 150000, int(sys.argv[1]) if len(sys.argv) > 1 else 2))

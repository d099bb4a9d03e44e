"""Transfers between accounts under one coarse lock; the sum must stay."""
import sys
import threading


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.moves = 0


def run(n, threads):
    accounts = [Account(1000) for _ in range(5000)]
    lock = threading.Lock()

    def work(k):
        seed = k * 7919 + 1
        for _ in range(n // threads):
            seed = seed * 1103515245 + 12345 & 0x7fffffff
            a = accounts[seed % 5000]
            seed = seed * 1103515245 + 12345 & 0x7fffffff
            b = accounts[seed % 5000]
            amount = seed >> 20 & 63
            with lock:
                if a.balance >= amount:
                    a.balance -= amount
                    b.balance += amount
                    a.moves += 1
    workers = [threading.Thread(target=work, args=(k,)) for k in range(threads)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    return sum(a.balance for a in accounts)


if __name__ == '__main__':
    print(run(int(sys.argv[2]) if len(sys.argv) > 2 else 600000, int(sys.argv[1]) if len(sys.argv) > 1 else 2))

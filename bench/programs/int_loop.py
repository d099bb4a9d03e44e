"""Loops over small ints: sums, Collatz sequences, bit tricks."""
import sys


def collatz(limit):
    best = where = 0
    for start in range(1, limit):
        n = start
        steps = 0
        while n != 1:
            if n & 1:
                n = 3 * n + 1
            else:
                n >>= 1
            steps += 1
        if steps > best:
            best = steps
            where = start
    return best, where


def bits(limit):
    total = 0
    for i in range(limit):
        x = i
        while x:
            x &= x - 1
            total += 1
    return total


def run(n):
    return collatz(n), bits(n * 10)


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 50000))

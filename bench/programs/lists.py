"""Lists: sieve, append and pop, slices, nested loops over a matrix, insertion."""
import sys


def sieve(limit):
    flags = [True] * limit
    flags[0] = flags[1] = False
    i = 2
    while i * i < limit:
        if flags[i]:
            for j in range(i * i, limit, i):
                flags[j] = False
        i += 1
    return sum(flags)


def stack(count):
    items = []
    total = 0
    for i in range(count):
        items.append(i)
        if i % 3 == 2:
            total += items.pop()
            total += items[-1]
    return total, len(items)


def matrix(size):
    a = [[i + j for j in range(size)] for i in range(size)]
    b = [[i - j for j in range(size)] for i in range(size)]
    c = [[0] * size for _ in range(size)]
    for i in range(size):
        row = a[i]
        out = c[i]
        for j in range(size):
            s = 0
            for k in range(size):
                s += row[k] * b[k][j]
            out[j] = s
    return sum(sum(row) for row in c)


def rotate(count):
    items = list(range(50))
    for _ in range(count):
        items = items[7:] + items[:7]
        items[3], items[5] = items[5], items[3]
        items.insert(10, items.pop())
    return items[:5]


def run(n):
    return sieve(n * 10), stack(n * 10), matrix(n // 500), rotate(n)


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 120000))

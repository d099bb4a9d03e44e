"""Dicts: counting, int, str and tuple keys, get, setdefault, items, deletion."""
import sys


def count_words(n):
    words = ['w%d' % (i * 7919 % 997) for i in range(1000)]
    counts = {}
    for i in range(n):
        w = words[i % 1000]
        if w in counts:
            counts[w] += 1
        else:
            counts[w] = 1
    for i in range(n):
        w = words[i * 3 % 1000]
        counts[w] = counts.get(w, 0) + 1
    return max(counts.values()), len(counts)


def int_keys(n):
    d = {}
    for i in range(n):
        d[i * 17] = i
    total = 0
    for i in range(n):
        total += d[i * 17]
    for i in range(0, n, 2):
        del d[i * 17]
    return total, len(d)


def tuple_keys(n):
    grid = {}
    for i in range(n):
        grid[i % 100, i // 100 % 100] = i
    total = 0
    for (x, y), v in grid.items():
        total += x * y + v
    return total


def groups(n):
    g = {}
    for i in range(n):
        g.setdefault(i % 321, []).append(i)
    return sum(len(v) for v in g.values()), sum(k for k in g)


def run(n):
    return count_words(n), int_keys(n), tuple_keys(n), groups(n)


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 500000))

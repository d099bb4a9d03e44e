"""Sorting: ints, floats, strings, by key, by tuples, with a class's __lt__; a quicksort and a heap in Python."""
import sys
from operator import itemgetter


def pseudo(n, seed=42):
    out = []
    for _ in range(n):
        seed = seed * 1103515245 + 12345 & 0x7fffffff
        out.append(seed >> 8)
    return out


class Version:
    __slots__ = ('major', 'minor')

    def __init__(self, major, minor):
        self.major = major
        self.minor = minor

    def __lt__(self, other):
        if self.major != other.major:
            return self.major < other.major
        return self.minor < other.minor


def quicksort(a, lo, hi):
    while lo < hi:
        pivot = a[(lo + hi) // 2]
        i, j = lo, hi
        while i <= j:
            while a[i] < pivot:
                i += 1
            while a[j] > pivot:
                j -= 1
            if i <= j:
                a[i], a[j] = a[j], a[i]
                i += 1
                j -= 1
        if j - lo < hi - i:
            quicksort(a, lo, j)
            lo = i
        else:
            quicksort(a, i, hi)
            hi = j


def run(n):
    numbers = pseudo(n)
    total = 0
    for _ in range(3):
        a = sorted(numbers)
        total += a[n // 2]
        b = sorted(float(x) for x in numbers)
        total += int(b[n // 3])
        c = sorted(map(str, numbers))
        total += int(c[n // 4])
        d = sorted(numbers, key=lambda x: -x % 1000)
        total += d[n // 5]
        e = sorted([(x % 100, x) for x in numbers])
        total += e[n // 6][1]
        f = sorted(e, key=itemgetter(1), reverse=True)
        total += f[n // 7][0]
    versions = sorted(Version(x % 50, x // 50) for x in numbers[:n // 4])
    total += versions[5].minor
    quick = list(numbers)
    quicksort(quick, 0, n - 1)
    return total, quick == sorted(numbers)


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 60000))

"""Largest singular value of an infinite matrix's corner: calls and float arithmetic in nested loops."""
import sys
from math import sqrt


def a(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(v, n):
    out = []
    for i in range(n):
        s = 0.0
        for j in range(n):
            s += a(i, j) * v[j]
        out.append(s)
    return out


def transposed_times(v, n):
    return [sum(a(j, i) * v[j] for j in range(n)) for i in range(n)]


def run(n):
    u = [1.0] * n
    v = u
    for _ in range(6):
        v = transposed_times(times(u, n), n)
        u = transposed_times(times(v, n), n)
    uv = vv = 0.0
    for x, y in zip(u, v):
        uv += x * y
        vv += y * y
    return f'{sqrt(uv / vv):.9f}'


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 320))

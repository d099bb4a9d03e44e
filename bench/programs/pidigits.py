"""Digits of pi by a spigot over big ints."""
import sys


def run(n):
    q, r, t, k, d, x = 1, 0, 1, 1, 3, 3
    out = []
    while len(out) < n:
        if 4 * q + r - t < d * t:
            out.append(d)
            nr = 10 * (r - d * t)
            d = 10 * (3 * q + r) // t - 10 * d
            q *= 10
            r = nr
        else:
            nr = (2 * q + r) * x
            nd = (q * (7 * k) + 2 + r * x) // (t * x)
            q *= k
            t *= x
            x += 2
            k += 1
            d = nd
            r = nr
    digits = ''.join(map(str, out))
    big = 3 ** (n * 2)
    return digits[:10], digits[-10:], len(str(big)), big % 1000007, sum(map(int, str(big)))


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))

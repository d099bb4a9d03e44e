"""Pancake flips over all permutations: list slices, swaps, int loops."""
import sys


def run(n):
    perm1 = list(range(n))
    count = [0] * n
    flips_max = checksum = index = 0
    r = n
    while True:
        while r != 1:
            count[r - 1] = r
            r -= 1
        first = perm1[0]
        if first:
            perm = perm1[:]
            flips = 0
            while first:
                perm[:first + 1] = perm[first::-1]
                flips += 1
                first = perm[0]
            if flips > flips_max:
                flips_max = flips
            checksum += flips if index % 2 == 0 else -flips
        while True:
            if r == n:
                return checksum, flips_max
            first = perm1[0]
            i = 0
            while i < r:
                perm1[i] = perm1[i + 1]
                i += 1
            perm1[r] = first
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1
        index += 1


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 9))

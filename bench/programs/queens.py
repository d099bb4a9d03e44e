"""N queens: by sets with backtracking, and by bit masks."""
import sys


def by_lists(n):
    columns = [False] * n
    up = [False] * (2 * n)
    down = [False] * (2 * n)

    def place(row):
        if row == n:
            return 1
        found = 0
        for c in range(n):
            if not columns[c] and not up[row + c] and not down[row - c + n]:
                columns[c] = up[row + c] = down[row - c + n] = True
                found += place(row + 1)
                columns[c] = up[row + c] = down[row - c + n] = False
        return found
    return place(0)


def by_sets(n, row=0, columns=frozenset(), up=frozenset(), down=frozenset()):
    if row == n:
        return 1
    found = 0
    for c in range(n):
        if c not in columns and row + c not in up and row - c not in down:
            found += by_sets(n, row + 1, columns | {c}, up | {row + c}, down | {row - c})
    return found


def by_bits(n, columns=0, up=0, down=0):
    everything = (1 << n) - 1
    if columns == everything:
        return 1
    found = 0
    free = everything & ~(columns | up | down)
    while free:
        bit = free & -free
        free ^= bit
        found += by_bits(n, columns | bit, (up | bit) << 1, (down | bit) >> 1)
    return found


def run(n):
    return by_lists(n), by_sets(n - 1), by_bits(n + 1)


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 11))

"""Comprehensions of lists, dicts, sets; enumerate, zip, map, filter, any, all, sum."""
import sys


def run(n):
    total = 0
    for round in range(10):
        squares = [x * x for x in range(n)]
        even = [x for x in squares if x % 2 == 0]
        by_key = {x: i for i, x in enumerate(squares)}
        kinds = {x % 97 for x in squares}
        pairs = [(a, b) for a in range(n // 500) for b in range(100) if a != b]
        total += len(even) + by_key[squares[-1]] + len(kinds) + len(pairs)
        total += sum([a * b for a, b in zip(squares, even)]) % 1009
        total += sum(map(lambda x: x & 15, squares))
        total += len(list(filter(None, map(int.bit_length, squares))))
        total += any(x > n * n for x in squares) + all(x >= 0 for x in squares)
        flat = [y for row in [squares[i:i + 100] for i in range(0, n, 100)] for y in row]
        total += flat == squares
        words = ' '.join([str(x) for x in even]).split()
        total += max(len(w) for w in words)
    return total


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 50000))

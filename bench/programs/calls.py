"""Function calls: plain recursion, default and keyword arguments, closures, *args."""
import sys


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def scaled(x, factor=3, *, offset=1):
    return x * factor + offset


def adder(k):
    def add(x):
        return x + k
    return add


def total(*numbers):
    s = 0
    for x in numbers:
        s += x
    return s


def run(n):
    result = fib(20 + n // 10)
    add = adder(7)
    s = 0
    for i in range(n * 8000):
        s += scaled(i) + scaled(i, 5) + scaled(i, offset=2)
        s = add(s) % 1000003
        s += total(i, 1, 2)
    return result, s


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 100))

"""Generators: pipelines, yield from over a tree, send, generator expressions."""
import sys


def numbers(n):
    i = 0
    while i < n:
        yield i
        i += 1


def squares(source):
    for x in source:
        yield x * x


def odd(source):
    for x in source:
        if x & 1:
            yield x


class Tree:
    def __init__(self, depth):
        self.left = Tree(depth - 1) if depth else None
        self.right = Tree(depth - 1) if depth else None
        self.value = depth

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.value
        if self.right is not None:
            yield from self.right


def averager():
    total = count = 0
    mean = None
    while True:
        x = yield mean
        total += x
        count += 1
        mean = total / count


def run(n):
    s = 0
    for x in odd(squares(numbers(n))):
        s += x
    tree = Tree(12)
    walked = 0
    for _ in range(n // 100000):
        for v in tree:
            walked += v
    a = averager()
    next(a)
    mean = 0
    for i in range(n):
        mean = a.send(i)
    return s, walked, mean, sum(x * 2 for x in range(n)), max(x % 7 for x in numbers(n))


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 1000000))

"""Many small trees, built and thrown away: allocation and collection."""
import sys


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right


def make(depth):
    if depth == 0:
        return Node(None, None)
    return Node(make(depth - 1), make(depth - 1))


def check(node):
    if node.left is None:
        return 1
    return 1 + check(node.left) + check(node.right)


def run(n):
    long_lived = make(n)
    total = 0
    for depth in range(4, n + 1, 2):
        count = 1 << (n - depth + 2)
        for _ in range(count):
            total += check(make(depth))
    return total, check(long_lived)


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 15))

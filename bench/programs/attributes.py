"""Instance attributes: reads, writes, a class variable, slots, a property."""
import sys


class Point:
    made = 0

    def __init__(self, x, y):
        self.x = x
        self.y = y
        Point.made += 1

    @property
    def sum(self):
        return self.x + self.y


class Cell:
    __slots__ = ('value', 'next')

    def __init__(self, value, next):
        self.value = value
        self.next = next


def run(n):
    p = Point(1, 2)
    for i in range(n):
        p.x += p.y
        p.y = i
        p.x -= p.y
    total = 0
    for i in range(n // 4):
        q = Point(i, 3)
        total += q.sum
    chain = None
    for i in range(n // 4):
        chain = Cell(i, chain)
    while chain is not None:
        total += chain.value
        chain = chain.next
    return p.x, p.y, total, Point.made


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 1000000))

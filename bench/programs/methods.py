"""Method calls: monomorphic, polymorphic sites, super(), class and static methods."""
import sys


class Shape:
    def __init__(self, size):
        self.size = size

    def area(self):
        return 0

    def grow(self, by):
        self.size += by
        return self

    @staticmethod
    def twice(x):
        return x * 2

    @classmethod
    def unit(cls):
        return cls(1)


class Square(Shape):
    def area(self):
        return self.size * self.size


class Circle(Shape):
    def area(self):
        return self.size * 3


class Ring(Circle):
    def grow(self, by):
        return super().grow(by + 1)


class Line(Shape):
    pass


def run(n):
    shapes = [Square(2), Circle(3), Ring(4), Line(5), Square(1)]
    total = 0
    for i in range(n):
        for s in shapes:
            total += s.area()
    one = Square(3)
    for i in range(n * 3):
        total += one.area()
    for i in range(n):
        shapes[2].grow(i & 3)
        shapes[1].grow(i & 1)
        total += Shape.twice(i)
    for i in range(n // 2):
        total += Square.unit().size
    return total, [s.size for s in shapes]


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 400000))

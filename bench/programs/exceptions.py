"""Exceptions: try without a raise, raise and catch near and far, finally, with, custom classes."""
import sys


class Problem(Exception):
    def __init__(self, code):
        super().__init__('problem', code)
        self.code = code


class Guard:
    def __init__(self):
        self.entered = 0

    def __enter__(self):
        self.entered += 1
        return self

    def __exit__(self, kind, value, traceback):
        return kind is ValueError


def deep(n):
    if n == 0:
        raise KeyError(n)
    return deep(n - 1) + 1


def pick(i):
    if i % 4 == 0:
        raise Problem(i)
    return i


def run(n):
    total = 0
    for i in range(n * 4):
        try:
            total += i
        finally:
            total -= 1
    for i in range(n):
        try:
            total += pick(i)
        except Problem as e:
            total += e.code * 2
    d = {}
    for i in range(n):
        try:
            total += d[i % 10]
        except KeyError:
            d[i % 10] = i
            if len(d) == 10:
                d.clear()
    for i in range(n // 20):
        try:
            deep(10)
        except (ValueError, KeyError):
            total += 1
    g = Guard()
    for i in range(n):
        with g:
            if i % 8 == 0:
                raise ValueError('x')
            total += 1
    for i in range(n):
        try:
            int('12x')
        except ValueError:
            total += 1
    return total, g.entered


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 150000))

"""Loops over floats: numerical integration, Newton's method, a logistic map."""
import sys


def integrate(steps):
    h = 1.0 / steps
    s = 0.0
    for i in range(steps):
        x = (i + 0.5) * h
        s += 4.0 / (1.0 + x * x)
    return s * h


def roots(count):
    s = 0.0
    for i in range(1, count):
        a = float(i)
        x = a
        for _ in range(8):
            x = 0.5 * (x + a / x)
        s += x
    return s


def logistic(steps):
    x = 0.3
    for _ in range(steps):
        x = 3.7 * x * (1.0 - x)
    return x


def run(n):
    return integrate(n * 10), roots(n), logistic(n * 10)


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 250000))

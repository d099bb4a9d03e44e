"""The Mandelbrot set, with floats and with complex numbers."""
import sys


def with_floats(size, limit):
    inside = 0
    for y in range(size):
        ci = 2.0 * y / size - 1.0
        for x in range(size):
            cr = 2.0 * x / size - 1.5
            zr = zi = 0.0
            for _ in range(limit):
                r2 = zr * zr
                i2 = zi * zi
                if r2 + i2 > 4.0:
                    break
                zi = 2.0 * zr * zi + ci
                zr = r2 - i2 + cr
            else:
                inside += 1
    return inside


def with_complex(size, limit):
    inside = 0
    for y in range(size):
        for x in range(size):
            c = complex(2.0 * x / size - 1.5, 2.0 * y / size - 1.0)
            z = 0j
            for _ in range(limit):
                z = z * z + c
                if abs(z) > 2.0:
                    break
            else:
                inside += 1
    return inside


def run(n):
    return with_floats(n, 50), with_complex(n // 3, 50)


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 400))

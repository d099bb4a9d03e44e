"""Planets under gravity: floats in lists, a double loop over pairs of bodies."""
import sys
from math import sqrt

BODIES = [
    # position, velocity, mass
    ([0.0, 0.0, 0.0], [0.0, 0.0, 0.0], 39.47841760435743),
    ([4.84, -1.16, -0.10], [0.606, 2.81, -0.025], 0.0376936),
    ([8.34, 4.12, -0.40], [-1.01, 1.82, 0.008], 0.0112863),
    ([12.89, -15.11, -0.22], [1.08, 0.868, -0.010], 0.0017237),
    ([15.38, -25.92, 0.18], [0.979, 0.594, -0.034], 0.0020336),
]


def advance(pairs, bodies, dt, steps):
    for _ in range(steps):
        for (p, v, m), (q, w, l) in pairs:
            dx = p[0] - q[0]
            dy = p[1] - q[1]
            dz = p[2] - q[2]
            d2 = dx * dx + dy * dy + dz * dz
            mag = dt / (d2 * sqrt(d2))
            a = l * mag
            b = m * mag
            v[0] -= dx * a
            v[1] -= dy * a
            v[2] -= dz * a
            w[0] += dx * b
            w[1] += dy * b
            w[2] += dz * b
        for p, v, m in bodies:
            p[0] += dt * v[0]
            p[1] += dt * v[1]
            p[2] += dt * v[2]


def energy(pairs, bodies):
    e = 0.0
    for (p, v, m), (q, w, l) in pairs:
        d = [a - b for a, b in zip(p, q)]
        e -= m * l / sqrt(sum(x * x for x in d))
    for p, v, m in bodies:
        e += m * sum(x * x for x in v) / 2
    return e


def run(n):
    bodies = [(list(p), list(v), m) for p, v, m in BODIES]
    pairs = [(bodies[i], bodies[j]) for i in range(5) for j in range(i + 1, 5)]
    before = energy(pairs, bodies)
    advance(pairs, bodies, 0.01, n)
    return f'{before:.9f} {energy(pairs, bodies):.9f}'


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 100000))

"""Spheres and a floor, one light: a vector class with operator methods."""
import sys
from math import sqrt


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, o):
        return Vector(self.x + o.x, self.y + o.y, self.z + o.z)

    def __sub__(self, o):
        return Vector(self.x - o.x, self.y - o.y, self.z - o.z)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k, self.z * k)

    def dot(self, o):
        return self.x * o.x + self.y * o.y + self.z * o.z

    def unit(self):
        return self * (1.0 / sqrt(self.dot(self)))


class Sphere:
    def __init__(self, centre, radius, colour, mirror):
        self.centre = centre
        self.radius = radius
        self.colour = colour
        self.mirror = mirror

    def hit(self, origin, direction):
        to = self.centre - origin
        along = to.dot(direction)
        if along < 0:
            return None
        d2 = self.radius * self.radius - to.dot(to) + along * along
        if d2 < 0:
            return None
        t = along - sqrt(d2)
        return t if t > 1e-6 else None

    def normal(self, point):
        return (point - self.centre).unit()


class Floor:
    colour = 0.6
    mirror = 0.1

    def __init__(self, height):
        self.height = height

    def hit(self, origin, direction):
        if direction.y >= -1e-6:
            return None
        t = (self.height - origin.y) / direction.y
        return t if t > 1e-6 else None

    def normal(self, point):
        return Vector(0.0, 1.0, 0.0)


class Scene:
    def __init__(self):
        self.objects = [Floor(-1.0)]
        for i in range(4):
            self.objects.append(Sphere(Vector(i * 1.5 - 2.5, i * 0.3 - 0.5, 5.0 - i * 0.4), 0.7, 0.3 + i * 0.15, 0.3))
        self.light = Vector(-5.0, 8.0, -3.0)

    def nearest(self, origin, direction):
        best = None
        where = 1e30
        for o in self.objects:
            t = o.hit(origin, direction)
            if t is not None and t < where:
                best, where = o, t
        return best, where

    def trace(self, origin, direction, depth):
        found, t = self.nearest(origin, direction)
        if found is None:
            return 0.2 + 0.3 * max(direction.y, 0.0)
        point = origin + direction * t
        normal = found.normal(point)
        to_light = (self.light - point).unit()
        brightness = 0.1
        lit = normal.dot(to_light)
        if lit > 0:
            blocker, _ = self.nearest(point + normal * 1e-4, to_light)
            if blocker is None:
                brightness += lit
        colour = found.colour * brightness
        if depth > 0 and found.mirror > 0:
            reflected = direction - normal * (2.0 * direction.dot(normal))
            colour += found.mirror * self.trace(point + normal * 1e-4, reflected, depth - 1)
        return colour


def run(n):
    scene = Scene()
    eye = Vector(0.0, 0.5, -4.0)
    total = 0.0
    for y in range(n):
        for x in range(n):
            direction = Vector(2.0 * x / n - 1.0, 1.0 - 2.0 * y / n, 2.0).unit()
            total += scene.trace(eye, direction, 2)
    return f'{total:.6f}'


if __name__ == '__main__':
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 150))

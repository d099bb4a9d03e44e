# list and tuple: construction, subscripts, slices, methods, operators, comparison, errors

key = 'a'

def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)

a = [1, 2, 3]
a.append(4)
a.extend((5, 6))
a.insert(0, 0)
a.insert(-1, 'x')
a.insert(100, 'end')
print(a, len(a))
print(a.pop(), a.pop(0), a.pop(-1), a)
a.remove('x')
print(a, a.index(4), a.count(2), 3 in a, 9 in a)
a.reverse()
print(a, a[1:3], a[::-1], a[-2:], a[:], a[5:2], a[::2], a[3::-2])
b = list(range(10))
b[2:4] = 'abc'
print(b)
b[::3] = [0, 0, 0, 0]
print(b)
del b[0], b[-1], b[1:3]
print(b)
del b[::2]
print(b)
b[1:1] = [7, 8]
b[:0] = b
print(b)
b += (1,)
b *= 2
print(b, b * 0, [1] * 3, 2 * [1, 2])
b.clear()
print(b, [] == b, [1, 2] < [1, 3], [1, 2] < [1], [1] <= [1, 2], [2] > [1, 5], [1] != [1.0])
c = [1, [2]]
d = c.copy()
d[1].append(3)
d.append(4)
print(c, d)
r = [1]
r.append(r)
print(r)
s = ([],)
s[0].append(s)
print(s)
print((), (1,), (1, 2), tuple('abc'), tuple([1]), tuple(), (1, 2) + (3,), (0,) * 3)
u = (1, 2, 3, 2)
print(u[1:], u[::-1], u[-1], u.index(2), u.count(2), u.index(2, 2), u[1:3][0], u < (1, 3), u == (1, 2, 3, 2))
print(hash((1, 2)) == hash((1, 2)), {(1, 'a'): 1}[(1, 'a')], tuple() is tuple([]), u is tuple(u), u[:] is u)
x, *y, z = u
print(x, y, z)
print([*u, *a], (*a,), list(reversed(a)), sum(a), min(u), max(u), sorted(u, reverse=True))
print([[j for j in range(i)] for i in range(4)])
big = list(range(1000))
for i in range(200):
    big.insert(500, -i)
for i in range(300):
    del big[400]
print(len(big), sum(big), big[395:405])
while len(big) > 5:
    big.pop(0)
print(big)
for f in [
    lambda: [1][1], lambda: [1][-2], lambda: (1,)[1], lambda: [1][key], lambda: (1,)[key], lambda: [].pop(), lambda: [1].pop(5),
    lambda: [1].remove(2), lambda: [1].index(2), lambda: (1,).index(2), lambda: [1] + (1,), lambda: (1,) + [1], lambda: [1] * 'a',
    lambda: [1] < (1,), lambda: hash([]), lambda: hash(([],)), lambda: list(1), lambda: tuple(1), lambda: list(1, 2), lambda: tuple(1, 2),
    lambda: list(a=1), lambda: [1].insert('a', 1), lambda: [1].extend(1), lambda: [1][::0], lambda: [1][1:'a'],
    lambda: [].__setitem__(0, 1), lambda: [1, 2].__setitem__(slice(None, None, 2), [1, 2]), lambda: [1].__setitem__(slice(0, 1), 5),
    lambda: [1, 2].__setitem__(slice(0, 2, 2), 5), lambda: [1].__delitem__(4), lambda: [].append(), lambda: [].append(1, 2),
    lambda: [].append(a=1), lambda: [1].index(), lambda: list.append({}, 1), lambda: [1, 2, 3].index(3, 0, 2),
]:
    t(f)

class L(list):
    def __init__(self, *args):
        super().__init__(*args)
        self.extra = 'x'
    def __getitem__(self, i):
        return ('got', super().__getitem__(i))

l = L([1, 2])
l.append(3)
print(l, l.extra, l[0], len(l), l == [1, 2, 3], l + [4], type(l + [4]).__name__, list(l), isinstance(l, list), l[1:])

class P(tuple):
    def __new__(cls, *args):
        return super().__new__(cls, args)
    def first(self):
        return self[0]

p = P(1, 2, 3)
p.name = 'n'
print(p, p.first(), p.name, p == (1, 2, 3), p + (4,), type(p[:]).__name__, hash(p) == hash((1, 2, 3)))

class Odd:
    def __index__(self):
        return 1
    def __eq__(self, other):
        return other == 3

print([1, 2, 3][Odd()], [1, 2, 3][Odd():], [1, 2, 3].index(Odd()), [5, 3].count(Odd()), Odd() in [1, 2])

class Mut:
    def __init__(self, l):
        self.l = l
    def __eq__(self, other):
        self.l.clear()
        return False

m = [1, 2, 3]
print(m.count(Mut(m)), m)
m = [1, 2, 3]
t(lambda: m.remove(Mut(m)))
i = iter([1, 2, 3])
print(next(i), i.__length_hint__(), list(i), list(i), next(i, 'none'))
g = [1]
for v in g:
    if len(g) < 5:
        g.append(v + 1)
print(g)
it = iter(g)
it.__setstate__(3)
print(list(it), it.__reduce__()[1:])
print([1, 2, 3].__reversed__().__length_hint__(), list([1, 2, 3].__reversed__()))
print(slice(1, 2), slice(None, 5, -1).indices(3), slice(5) == slice(None, 5, None), slice(1, 2, 3).step, slice(1) < slice(2), repr(slice('a', [])))
print(slice(-100, 100, 3).indices(10), slice(None, None, -2).indices(7), slice(10 ** 30).indices(10 ** 25))
print(list[int], tuple[int, ...])

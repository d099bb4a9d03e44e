# sorting, range, enumerate, zip, map, filter, reversed, iter(callable, sentinel)

def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)

def lcg(n, seed=1):
    out = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        out.append(seed >> 8)
    return out

for n in (0, 1, 2, 3, 10, 63, 64, 65, 100, 1000, 5000):
    a = lcg(n, n + 1)
    b = sorted(a)
    assert all(x <= y for x, y in zip(b, b[1:])), n
    assert sum(a) == sum(b) and len(a) == len(b)
    assert sorted(a, reverse=True) == b[::-1]
    f = sorted([x / 7 for x in a])
    assert f == [x / 7 for x in b]
    s = sorted(str(x) for x in a)
    assert all(x <= y for x, y in zip(s, s[1:]))
    k = sorted(a, key=lambda x: x % 10)
    assert [x % 10 for x in k] == sorted(x % 10 for x in a)
    # stability
    groups = {}
    for x in a:
        groups.setdefault(x % 10, []).append(x)
    assert k == [x for g in sorted(groups) for x in groups[g]]
    kr = sorted(a, key=lambda x: x % 10, reverse=True)
    assert kr == [x for g in sorted(groups, reverse=True) for x in groups[g]]
    p = sorted([(x % 5, x) for x in a])
    assert p == [(x % 5, x) for x in sorted(a, key=lambda x: (x % 5, x))]
    runs = list(range(n)) + list(range(n // 2)) + list(range(n, 0, -1))
    assert sorted(runs) == sorted(runs, key=lambda x: x)
print('sorted')
print(sorted('hello world'), sorted([3, 1.5, True, 2]), sorted({3: 1, 1: 2}), sorted([[2], [1, 5], []]), sorted(['b', 'a', 'é', 'ab']))
x = [3, 1, 2]
print(x.sort(), x, x.sort(reverse=True), x, x.sort(key=lambda v: -v), x)

class C:
    def __init__(self, v):
        self.v = v
    def __lt__(self, other):
        return self.v < other.v
    def __repr__(self):
        return f'C{self.v}'

print(sorted([C(3), C(1), C(2)]), max([C(1), C(5)], key=lambda c: c.v))
y = [3, 2, 1]
def bad(v):
    y.append(v)
    return v
t(lambda: y.sort(key=bad))
print(y)
y = [3, 2, 1]
def raising(v):
    raise ValueError('no')
t(lambda: y.sort(key=raising))
print(y)
y = [2, 'a', 1]
t(lambda: y.sort())
print(len(y))
seen = []
y = [3, 1, 2]
y.sort(key=lambda v: seen.append(list(y)) or v)
print(seen, y)
t(lambda: [1, 2].sort(1))
t(lambda: sorted(1))
t(lambda: [1].sort(x=1))

print(range(5), list(range(5)), list(range(2, 10, 3)), list(range(5, 0, -2)), len(range(0, 100, 7)), range(10)[3], range(10)[-1], range(10)[2:8:2])
print(5 in range(10), 10 in range(10), 4 in range(0, 10, 3), 'a' in range(3), 2.0 in range(5), range(3).index(2), range(3).count(1), range(0) == range(5, 5))
print(list(reversed(range(5))), range(1, 10, 2) == range(1, 11, 2), range(10 ** 20, 10 ** 20 + 3), list(range(10 ** 20, 10 ** 20 + 3)), hash(range(3)) == hash(range(0, 3)))
print(range(3).start, range(3).stop, range(3).step, bool(range(0)), range(5)[::-1], list(reversed(range(10 ** 20, 10 ** 20 + 2))))
r = iter(range(5))
next(r)
print(r.__length_hint__(), r.__reduce__()[1], list(r))
for f in [lambda: range(), lambda: range(1, 2, 0), lambda: range('a'), lambda: range(1.0), lambda: range(3)[5], lambda: range(3)['a'],
          lambda: range(3).index(7), lambda: range(3).index('a'), lambda: len(range(10 ** 20)), lambda: range(1, 2, 3, 4), lambda: range(a=1)]:
    t(f)

print(list(enumerate('ab')), list(enumerate('ab', 5)), list(enumerate(iterable='x', start=10 ** 20)), enumerate([1]).__reduce__()[1][1])
print(list(zip([1, 2], 'ab')), list(zip()), list(zip([1, 2, 3], 'a')), list(zip([1], [2], [3])), list(zip([1, 2], [3, 4], strict=True)))
print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2], [10, 20, 30])), list(map(pow, [2, 3], [3, 2])))
print(list(filter(None, [0, 1, '', 'a'])), list(filter(lambda v: v > 1, [1, 2, 3])), list(filter(bool, [0, 5])))
print(list(reversed('abc')), list(reversed((1, 2))), list(reversed([1, 2])))

class Seq:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * i
    def __len__(self):
        return 4

print(list(Seq()), list(reversed(Seq())), 9 in Seq(), 5 in Seq(), reversed(Seq()).__length_hint__())
count = [0]
def step():
    count[0] += 1
    return count[0]
print(list(iter(step, 4)), list(iter([1, 2])))
for f in [lambda: list(zip([1], [1, 2], strict=True)), lambda: list(zip([1, 2], [1], strict=True)), lambda: list(zip([1, 2], [1, 2], [1], strict=True)),
          lambda: list(zip([1], [1], [1, 2], strict=True)), lambda: zip(1), lambda: zip([1], x=1), lambda: map(), lambda: map(1), lambda: map(int, 5),
          lambda: list(map(1, [2])), lambda: filter(), lambda: filter(None, 1), lambda: reversed(1), lambda: reversed({1}), lambda: enumerate(),
          lambda: enumerate(1), lambda: enumerate([], 1, 2), lambda: enumerate([], x=1), lambda: enumerate([], start='a'), lambda: iter(1), lambda: iter(1, 2),
          lambda: list(map(lambda a, b: 1, [1], [1, 2], strict=True)), lambda: list(map(lambda a, b: 1, [1, 2], [1], strict=True))]:
    t(f)

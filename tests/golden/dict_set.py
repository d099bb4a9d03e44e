# dict, its views and iterators, set, frozenset

def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)

d = {'a': 1, 'b': 2}
d['c'] = 3
d['a'] = 10
print(d, len(d), d['b'], d.get('x'), d.get('x', 5), 'a' in d, 'z' in d)
del d['a']
d['a'] = 11
print(d, list(d), list(d.keys()), list(d.values()), list(d.items()), list(reversed(d)))
print(d.pop('b'), d.pop('q', None), d.popitem(), d)
print(d.setdefault('n', []), d.setdefault('n', 1), d)
d.update(x=1, y=2)
d.update({'z': 3}, w=4)
d.update([('k', 'v'), ['l', 'm'], 'op'])
print(d)
print(dict(), dict(a=1), dict([(1, 2)]), dict({1: 2}, b=3), dict.fromkeys('abc'), dict.fromkeys([1, 2], 0))
print({1: 'int', 1.0: 'float', True: 'bool'}, {0.0: 1, -0.0: 2}, {(1, 2): 3}[(1, 2)])
print({1: 2} | {3: 4}, {1: 2} == {1: 2.0}, {1: 2} != {1: 3}, {1: 1, 2: 2} == {2: 2, 1: 1})
e = {1: 2}
e |= [(5, 6)]
print(e)
f = e.copy()
f[9] = 9
print(e, f)
f.clear()
print(f, bool(f), not {})
n = {}
n['self'] = n
print(n)
big = {}
for i in range(1000):
    big[i * 7] = i
for i in range(0, 1000, 3):
    del big[i * 7]
print(len(big), sum(big), sum(big.values()), list(big)[:5], big[7], 21 in big)
for i in range(2000):
    big[str(i)] = i
print(len(big), big['1999'], big.get('2000'), list(big.items())[-1])
while len(big) > 3:
    big.popitem()
print(big)
q = {}
for i in range(100):
    q[i] = i
    if i > 10:
        q.pop(next(iter(q)))
print(q)
for i in range(50):
    q['last'] = i
    assert q.popitem() == ('last', i)
print(len(q), next(reversed(q)))

def change(d, how):
    try:
        for k in d:
            how(k)
    except RuntimeError as x:
        print(x)

z = {1: 1, 2: 2}
change(z, lambda k: z.__setitem__(k + 10, 1))
z = {1: 1, 2: 2}
change(z, lambda k: z.pop(k))
z = {1: 1, 2: 2}
change(z, lambda k: z.__setitem__(k, 5))
print(z)
k = {'a': 1, 'b': 2}.keys()
print(k, k & {'a'}, sorted(k | {'c'}), k - {'a'}, sorted(k ^ {'a', 'c'}), k == {'a', 'b'}, k <= {'a', 'b', 'c'}, k.isdisjoint({'z'}), len(k))
i = {'a': 1, 'b': []}.items()
print(i, ('a', 1) in i, ('a', 2) in i, ('q', 1) in i, 5 in i, list(reversed(i)))
v = {'a': 1}.values()
print(v, 1 in v, list(v), v == v, v == {'a': 1}.values())
m = {1: 2}
print(m.keys().mapping, m.items() & [(1, 2)], m.keys() < {1, 2}, list(reversed(m.values())))

class D(dict):
    def __missing__(self, key):
        return 'missing ' + str(key)

x = D(a=1)
print(x['a'], x['q'], x.get('q'), x, type(x.copy()).__name__, x | {}, D.fromkeys([1]))

class K:
    def __init__(self, n):
        self.n = n
    def __hash__(self):
        return self.n % 3
    def __eq__(self, other):
        return isinstance(other, K) and self.n == other.n
    def __repr__(self):
        return f'K({self.n})'

h = {K(i): i for i in range(10)}
print(h[K(7)], K(4) in h, K(11) in h, h.pop(K(3)), len(h), h)
s = {K(i) for i in range(6)}
print(len(s), K(5) in s, K(6) in s)

class Evil:
    def __init__(self, d):
        self.d = d
    def __hash__(self):
        return hash(1)
    def __eq__(self, other):
        self.d.clear()
        return False

w = {1: 1, 2: 2}
print(w.get(Evil(w)), w)

for g in [
    lambda: {}['k'], lambda: {}[1], lambda: {}[[]], lambda: {[]: 1}, lambda: {}.pop(1), lambda: {}.popitem(), lambda: {1: 2}.__delitem__(3),
    lambda: dict(1), lambda: dict([(1, 2, 3)]), lambda: dict({}, {}), lambda: {1: 2} < {1: 3}, lambda: hash({}), lambda: {} | [],
    lambda: {}.get(), lambda: {}.get(1, 2, 3), lambda: {}.update(1, 2), lambda: {}.update([1]), lambda: {[]}, lambda: set([[]]), lambda: set().pop(),
    lambda: {1}.remove(2), lambda: {1}.remove({1}), lambda: {1}.discard([]), lambda: set(1), lambda: set(1, 2), lambda: {1} | [1], lambda: {1} - [1],
    lambda: {1} < [1], lambda: hash(set()), lambda: frozenset(a=1), lambda: {}.keys() | 1, lambda: [] in {}, lambda: [] in set(),
    lambda: {1: []}.items() | set(), lambda: set().update(1), lambda: {}.fromkeys(1),
]:
    t(g)

a = {1, 2, 3}
b = {3, 4}
print(a | b, a & b, a - b, a ^ b, a < {1, 2, 3, 4}, a >= {1}, a == {3, 2, 1}, a != b, a.isdisjoint({9}), a.issubset([1, 2, 3, 4]), a.issuperset([1]))
a.add(10)
a.discard(99)
a.update([20], (30,), {40: 1})
print(a, len(a), 20 in a)
a -= {10}
a |= {5}
a &= {1, 2, 5, 20, 77}
a ^= {1, 100}
print(a)
print({1, 2}.union([3], (4,)), {1, 2, 3}.intersection([1, 2], [2]), {1, 2}.difference([1], [5]), {1, 2}.symmetric_difference([2, 3]))
c = a.copy()
c.clear()
print(c, set(), frozenset(), frozenset([1]), frozenset('a') | {'a'}, type({1} | frozenset()).__name__, type(frozenset() | {1}).__name__)
print(set(range(20)), set(range(0, 100, 9)), {i * i for i in range(12)}, set([100, 5, 33, 1000, 17, 64]))
o = set()
for j in range(0, 1000, 37):
    o.add(j)
for j in range(0, 1000, 74):
    o.discard(j)
print(o, o.pop(), o.pop(), len(o))
fs = frozenset([1, 2])
print(hash(fs) == hash(frozenset([2, 1])), {fs: 1}[frozenset([1, 2])], fs in {fs}, {1, 2} in {fs}, fs.copy() is fs, fs == {1, 2})
u = {1, 2, 3}
try:
    for j in u:
        u.add(j + 10)
except RuntimeError as x:
    print(x)

class S(set):
    pass

y = S([1, 2])
y.tag = 't'
print(y, y.tag, type(y | {3}).__name__, type(y.copy()).__name__, y == {1, 2}, S.__mro__[1].__name__)
it = iter({1: 2, 3: 4})
next(it)
print(it.__length_hint__(), list(it), list(it))
print(iter({7: 1, 8: 2}).__reduce__()[1], iter({7}).__reduce__()[1], {7}.__reduce__()[1:])
print({**{'a': 1}, 'b': 2, **dict(c=3)}, [*{1: 2}], {*[1, 2], 3})
print({True: 'a', 1: 'b'}, {'x': 1}.keys() == {'x'}, dict(zip('abc', range(3))))

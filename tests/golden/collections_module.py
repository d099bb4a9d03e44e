from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from functools import cmp_to_key, lru_cache, partial, reduce
import bisect, heapq

def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)

d = deque([1, 2, 3])
d.append(4)
d.appendleft(0)
print(d, len(d), d[0], d[-1], d[2], 3 in d, 9 in d, d.pop(), d.popleft(), d)
d.extend('ab')
d.extendleft('xy')
print(d)
d.rotate(2)
print(d)
d.rotate(-3)
print(d, d.index(2), d.count('a'))
d.insert(1, 'i')
d.remove('a')
d.reverse()
d[0] = 'first'
del d[1]
print(d, list(reversed(d)), d.copy() == d, d + deque([1]), deque([1]) * 3)
m = deque(range(10), maxlen=3)
m.append(10)
m.appendleft('l')
print(m, m.maxlen, deque(maxlen=0), deque([1], 5).copy().maxlen)
m += [7, 8]
m *= 2
print(m, deque([1]) < deque([2]), deque([1, 2]) == deque([1, 2]), deque() != deque([1]))
q = deque()
for i in range(1000):
    q.append(i)
    if i % 3 == 0:
        q.popleft()
print(len(q), q[0], q[-1], sum(q))
d = deque([1])
d.append(d)
print(d)
try:
    for x in q:
        q.append(1)
except RuntimeError as e:
    print(e)
for f in [lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1])[5], lambda: deque([1])['a'], lambda: deque([1]).index(2), lambda: deque([1]).remove(2),
          lambda: deque([1], 1).insert(0, 2), lambda: deque([1]) + [1], lambda: deque(1), lambda: deque([], -1), lambda: deque([], 'a'), lambda: hash(deque()),
          lambda: deque(1, 2, 3), lambda: deque(x=1)]:
    t(f)

dd = defaultdict(list)
dd['a'].append(1)
dd['a'].append(2)
print(dd, dd['q'], len(dd), dd.default_factory, dd.copy(), dd.get('none'))
t(lambda: defaultdict()['x'])
t(lambda: defaultdict(5))
print(defaultdict(int, a=1) | {'b': 2}, {'b': 2} | defaultdict(int))
c = Counter('abracadabra')
print(c.most_common(2), c['a'], c['zz'], c + Counter('a'), sum(c.values()))
P = namedtuple('P', 'x y', defaults=[5])
p = P(1)
print(p, p.x, p.y, p._replace(x=3), p._asdict(), P(1, 2) == (1, 2), P._fields, P._make([7, 8]), P.x)
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end('a')
print(o, o.popitem(last=False), o.popitem(), o, list(reversed(OrderedDict(a=1, b=2))), OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1) == {'a': 1})
o.move_to_end('c', last=False)

print(partial(int, base=2)('101'), partial(max, 5)(3, 9), partial(print, 'a', sep='-').keywords, partial(partial(pow, 2), 5)())
pf = partial(lambda *a, **k: (a, sorted(k.items())), 1, x=2)
print(pf(3, y=4), pf(x=5), pf.func is not None, pf.args, pf.keywords)
pf.attr = 'v'
print(pf.attr)

class M:
    def f(self, a, b):
        return a, b
    g = partial(max, 10)
    h = lru_cache(None)(lambda self, n: n * 2)

print(M().g, M().h(4)) if False else print(M().h(4))
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [], 7), sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
t(lambda: reduce(lambda a, b: a, []))
t(lambda: partial())
t(lambda: partial(5))
calls = []
@lru_cache(maxsize=2)
def sq(n, k=0):
    calls.append(n)
    return n * n
print([sq(1), sq(2), sq(1), sq(3), sq(2), sq(1, k=1)], calls, sq.cache_info())
sq.cache_clear()
print(sq.cache_info(), sq.__name__, sq.__wrapped__(4))
@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info())
t(lambda: sq([]))

h = [5, 3, 8, 1, 9, 2]
heapq.heapify(h)
print(h, heapq.heappop(h), heapq.heappushpop(h, 0), heapq.heapreplace(h, 7), h)
heapq.heappush(h, 4)
print([heapq.heappop(h) for _ in range(len(h))], heapq.nsmallest(2, [5, 1, 4]), heapq.nlargest(2, [5, 1, 4]), list(heapq.merge([1, 4], [2, 3])))
hm = [5, 3, 8, 1]
heapq.heapify_max(hm)
heapq.heappush_max(hm, 6)
print([heapq.heappop_max(hm) for _ in range(len(hm))])
t(lambda: heapq.heappop([]))
t(lambda: heapq.heappush((), 1))
t(lambda: heapq.heappush([1], 'a'))
b = [1, 3, 3, 5]
print(bisect.bisect(b, 3), bisect.bisect_left(b, 3), bisect.bisect_right(b, 0), bisect.bisect_left(b, 4, key=lambda v: v), bisect.bisect((1, 2, 3), 2, 0, 1))
bisect.insort(b, 4)
bisect.insort_left(b, 3)
print(b)
t(lambda: bisect.bisect([1], 1, -1))
t(lambda: bisect.bisect([1], 'a'))

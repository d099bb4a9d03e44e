# Random changes of lists, dicts, sets and deques beside models of immutable tuples; long enough for many transactions.
from _collections import deque

seed = 42

def rnd(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 18446744073709551616
    return (seed >> 33) % n

def check_list(rounds):
    a, m = [], ()
    for i in range(rounds):
        op = rnd(12)
        n = len(m)
        p = rnd(n + 1)
        if op < 3:
            a.append(i); m = m + (i,)
        elif op == 3:
            a.insert(p, i); m = m[:p] + (i,) + m[p:]
        elif op == 4 and n:
            p = rnd(n)
            assert a.pop(p) == m[p]
            m = m[:p] + m[p + 1:]
        elif op == 5 and n:
            p = rnd(n)
            a[p] = -i; m = m[:p] + (-i,) + m[p + 1:]
        elif op == 6 and n:
            q = min(n, p + rnd(5))
            a[p:q] = [i, i + 1]; m = m[:p] + (i, i + 1) + m[q:]
        elif op == 7 and n:
            q = min(n, p + rnd(4))
            del a[p:q]; m = m[:p] + m[q:]
        elif op == 8 and n > 150:
            del a[::2]; m = m[1::2]
        elif op == 9:
            a.reverse(); m = m[::-1]
        elif op == 10 and n:
            assert a.pop() == m[-1]
            m = m[:-1]
        elif op == 11 and rnd(8) == 0:
            a.sort(); m = tuple(sorted(m))
        if i % 16 == 0:
            assert tuple(a) == m, (i, op)
        assert len(a) == len(m)
    return len(a), sum(a) % 1000

def check_dict(rounds):
    d, m = {}, ()  # the model: pairs in order
    for i in range(rounds):
        k = rnd(60)
        if k % 3 == 0:
            k = 'k%d' % k
        op = rnd(10)
        found = [j for j, (kk, v) in enumerate(m) if kk == k]
        if op < 5:
            d[k] = i
            m = m[:found[0]] + ((k, i),) + m[found[0] + 1:] if found else m + ((k, i),)
        elif op < 7:
            assert d.pop(k, None) == (m[found[0]][1] if found else None)
            if found:
                m = m[:found[0]] + m[found[0] + 1:]
        elif op == 7 and m:
            assert d.popitem() == m[-1]
            m = m[:-1]
        elif op == 8:
            assert d.setdefault(k, i) == (m[found[0]][1] if found else i)
            if not found:
                m = m + ((k, i),)
        elif rnd(40) == 0:
            d.clear(); m = ()
        assert len(d) == len(m) and d.get(k) == dict(m).get(k)
        if i % 16 == 0:
            assert tuple(d.items()) == m, (i, op)
            assert {**d} == d.copy() == d
    return len(d), list(d)[:3]

def check_set(rounds):
    s, m = set(), ()
    for i in range(rounds):
        k = rnd(200)
        op = rnd(6)
        if op < 3:
            s.add(k); m = m if k in m else m + (k,)
        elif op == 3:
            s.discard(k); m = tuple(x for x in m if x != k)
        elif op == 4 and m and rnd(3) == 0:
            x = s.pop(); m = tuple(y for y in m if y != x)
        elif op == 5 and rnd(20) == 0:
            s ^= {k, k + 1}
            m = tuple(x for x in m if x not in (k, k + 1)) + tuple(x for x in (k, k + 1) if x not in m)
        assert len(s) == len(m) and (k in s) == (k in m)
        if i % 16 == 0:
            assert sorted(s) == sorted(m)
    return len(s), sum(s)

def check_deque(rounds):
    d, m = deque(), ()
    for i in range(rounds):
        op = rnd(9)
        if op < 3:
            d.append(i); m = m + (i,)
        elif op < 5:
            d.appendleft(i); m = (i,) + m
        elif op == 5 and m:
            assert d.popleft() == m[0]; m = m[1:]
        elif op == 6 and m:
            assert d.pop() == m[-1]; m = m[:-1]
        elif op == 7 and m:
            r = rnd(5) - 2
            d.rotate(r); r %= len(m); m = m[len(m) - r:] + m[:len(m) - r]
        elif op == 8 and m:
            p = rnd(len(m))
            del d[p]; m = m[:p] + m[p + 1:]
        if i % 16 == 0:
            assert tuple(d) == m, i
    return len(d), sum(d) % 1000

print(check_list(3000))
print(check_dict(3000))
print(check_set(2000))
print(check_deque(2000))

# Every form of expression.
1 + 2 * 3 - 4 / 5 // 6 % 7
-2 ** 2, 2 ** -1, ~5, not 0, +True, -True
1 if 0 else 2
1 < 2 < 3 > 2 >= 2 == 2 != 3
1 < 3 < 2
'a' in 'abc', 'z' not in 'abc', 1 in [1], 2 not in (1,), 1 in {1: 2}
1 is 1, None is not None
[] or 0 or 'x', 1 and [] and 2
not [] and 1 or 2
(1, 2), (), (1,), [1, [2]], {1, 2}, {}, {'a': 1, **{'b': 2}}, {*[1], *[2]}
[*range(3), *'ab']
*range(3), 5
1_000, 0xff, 0b11, 0o17, 1e3, 1j, .5, 5., 1_0.0_1e1_0
'a' 'b' "c", b'a' b'b', r'\n', '\x41\u0042\103'
...
None, True, False
(y := 5), y
[z := 1, z + 1]
lambda x, *a, y=1, **k: x
(lambda x: (lambda y: x + y))(1)(2)
[x for x in range(5) if x % 2]
[(x, y) for x in range(2) for y in 'ab' if x]
{x: y for x, y in zip('ab', range(2))}
{x % 3 for x in range(10)}
list(x for x in range(3))
[[y for y in range(x)] for x in range(3)]
[x for x in range(3)] + [x for x in 'ab']
[(last := i) for i in range(5)], last
[i for i in range(3) if (lambda: i)() == i]
[f() for f in [lambda: i for i in range(3)]]
'abc'[0], 'abc'[-1], 'abc'[1:], 'abc'[::-1], 'abc'[5:], [1, 2, 3][1:2], (1, 2)[0]
'abc'[5]
[1][1]
(1,)[3]
{}[1]
{}['a', 1]
5[1]
None[0]
5()
'x'()
None.x
(5).x
5 .real
'a' + 1
1 + 'a'
[] + ()
() + []
1 + None
'a' * 'b'
[1] * 2.0
[1] * -1, 'ab' * 2, 3 * (1,)
{} | {1: 2}, {1} | {2}, {1} & {1}, {1} ^ {2}, {1, 2} - {1}
{} + {}
-'a'
~1.5
+[]
not 'a'
1 < 'a'
[1] < [2], (1, 2) < (1, 3), 'a' < 'b', [1] < [1, 2]
[] < ()
1j < 2
{1} < {1, 2}, {1} <= {1}, {1} < {2}
None < None
1 == 1.0 == True, 'a' == b'a', [] == (), {} == {}, 1 != 2
5 in 5
'a' in 5
1 in 'a'
b'a' in 'a'
None in {}
[] in {}
{[]: 1}
{{}: 1}
{[]}
1/0
1//0
1%0
1.0/0
1.0//0
1.0%0
0 ** -1
0.0 ** -1
1j/0
1 << -1
1 >> -1
1 << 100, 1 << 3, 5 >> 1, -5 >> 1, -7 // 2, -7 % 3, 7 % -3, -7.5 // 2, 7.5 % -2
2 ** 100, (-2) ** 3, 2 ** 0.5, (-8) ** (1/3)
divmod(7, -2), divmod(-7.5, 2)
1.5 << 1
5 & 1.0
2 @ 3
10 ** 20 // 3, -10 ** 20 // 3, 10 ** 20 % 7, -(10 ** 20) % 7
(10 ** 20) & 0xffff, (1 << 70) | 1, (1 << 70) ^ (1 << 69), ~(1 << 70)
10 ** 400 * 1.0
10 ** 400 / 10 ** 399
1e308 * 10, -1e308 * 10, float('nan') == float('nan')
0.1 + 0.2, 1e16, 1e-5, 123456789012345678.0, 1.0, -0.0, 1e22, 1e23
1 .__add__(2), (1).__add__('a')
True + True, True & False, True | 1, True ^ True
'%s %d %r' % ('a', 1, 'b')
'%s' % 1, '%s %s' % 1
'%d' % 'a'
'%(a)s' % {'a': 1}
'%(a)s' % {}
'%z' % 1
'%s' % ()
'%s' % (1, 2)
'a' % 1
'%5.2f|%-5d|%05d|%x|%X|%o|%e|%g|%c|%%|%+d|% d' % (1.234, 5, 5, 255, 255, 8, 12345.678, 0.0001, 65, 5, 5)
'%*d' % (5, 1)
b'%s %d' % (b'a', 1)
print(1, 2, sep='-', end='!\n')
print()
print(*[1, 2], sep='')
print(1, foo=2)
print(1, sep=2)
await x
#---
x = [1, 2, 3]
x[0], x[-1], x[1:], x[:-1], x[::2], x[True]
x['a']
x[1.0]
x[None:None:None]
x[::0]
x[1, 2]
(1, 2)['a']
'abc'['a']
b'abc'[0], b'abc'[0:1]
range(10)[2], range(10)[2:5], range(10)[::-1]
x[object()]
slice(1, 2), slice(None), slice(1, 2, 3).indices(10)
class I:
    def __getitem__(self, k): return k
I()[1], I()[1:2], I()[1, 2], I()[1:2, ...], I()[:, 1:], I()[*[1, 2]], I()[()]
class I:
    def __index__(self): return 1
x[I()]
class I:
    def __index__(self): return 'a'
x[I()]
f = lambda: (yield)
f
list(f())
def g(): x = yield 1; print('got', x); y = yield from [2, 3]; return 5
i = g()
next(i), i.send('s'), next(i)
next(i)
next(i)
#---
class A:
    def __init__(self, v): self.v = v
    def __repr__(self): return f'A({self.v})'
    def __add__(self, o): return f'{self}+{o}'
    def __radd__(self, o): return f'{o}r+{self}'
    def __eq__(self, o): return NotImplemented
    def __lt__(self, o): return 'lt'
    def __neg__(self): return 'neg'
    def __bool__(self): return bool(self.v)
    def __contains__(self, x): return x
    def __len__(self): return self.v
    def __call__(self, *a, **k): return a, k
    def __getattr__(self, n): return 'attr ' + n
    def __matmul__(self, o): return 'mm'
    def __iadd__(self, o): return 'iadd'
a = A(1)
a + 1, 1 + a, a + a, a < 1, 1 > a, -a, not a, 5 in a, 0 in a, len(a), a(1, x=2), a.foo, a @ 1, a == 1, a != 1, a == a
a > 1
a <= 1
a - 1
1 - a
a @ a
1 @ a
a += 5
a
a = A(-1)
len(a)
a = A('x')
len(a)
a = A(2.5)
len(a)
~A(1)
A(1)[0]
A(1)[0] = 1
del A(1)[0]
iter(A(1))
hash(A(1))
int(A(1))
float(A(1))
abs(A(1))
round(A(1))
complex(A(1))
reversed(A(1))
1 in A(1)
isinstance(1, A(1))
#---
order = []
def o(n, v=None):
    order.append(n)
    return v
o(1, [0, 0])[o(2, 0)] = o(3)
o(4, {})[o(5)] = o(6)
o(7, print)(o(8), *o(9, []), k=o(10)) if 0 else o(11)
{o('k1'): o('v1'), o('k2'): o('v2')}
[o(1), o(2)] + [o(3)]
o('a', 0) or o('b', 1) and o('c')
(o('x', 1) < o('y', 2) < o('z', 0))
o(1) if o(2, 0) else o(3)
order

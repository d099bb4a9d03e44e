a = 1; b = 'x'; w = 10
print(f'{a}{b!r:>{w}}|{a + 1:03d}{{}}|{b!s}{b!a}', f'{a=} {b = !s}', f'' f'x' 'y', f'{[f"{i}" for i in range(2)]}')
t = t'hi {a!r:x{w}} and {b}'
print(t.strings, [(i.value, i.expression, i.conversion, i.format_spec) for i in t.interpolations])
assert a == 1, 'no'
try: assert a == 2, f'msg {a}'
except AssertionError as e: print(e)
try: assert not a
except AssertionError as e: print(repr(e))
print(__debug__, -5 // 2, 2 ** 10, 7 % -3, 1 + 2j - 1, 'ab' * 3, (1, 2) + (3,), -0.0, ~5, not 1, 1e3, 10 ** 20)
del a
try: a
except NameError as e: print(e)
def dflt(p, /, q, r=[1], *s, t, u='u', **v): return p, q, r, s, t, u, v
print(dflt(1, 2, t=3), dflt(1, 2, 3, 4, t=5, u=6, w=7))
x: int = 5
print(x)
l = [1, 2, 3]
l[0] += 5; l[1:2] = [9, 9]
class O: pass
o = O(); o.x = 1; o.x += 2; o.y = o.z = o.x
print(l, o.x, o.y, o.z)
del o.x, l[0], (b, w)
print(l, hasattr(o, 'x'))
import os.path as op, os.path
from os.path import join as j, split
print(op is os.path, j is op.join, split is op.split)

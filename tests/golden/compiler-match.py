def f(x):
    match x:
        case 0: return 'zero'
        case 1 | 2 | 3: return 'small'
        case [a]: return 'one', a
        case [a, b] if a == b: return 'pair', a
        case [1, *rest]: return 'rest', rest
        case [*init, -1]: return 'init', init
        case [_, _, *_]: return 'many'
        case {'k': v, 'l': [p, q]}: return v, p, q
        case {'k': v, **kw}: return v, kw
        case {}: return 'map'
        case str() as s: return 'str', s
        case int(n) | float(n): return 'num', n
        case P(x=0, y=yy): return 'P0', yy
        case P(xx, yy): return 'P', xx, yy
        case None | True: return 'singleton'
        case (Q.z | Q.w) as k: return k
        case _: return 'other'
class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x = x; self.y = y
class Q: z = 1j; w = 2j
for v in [0, 2, [5], [4, 4], [4, 5], [1, 2, 3], [7, 8, -1], [], {'k': 1, 'l': [2, 3]}, {'k': 1, 'm': 2}, {'z': 1}, 'abc', 77, 1.5, P(0, 1), P(1, 2), None, 1j, 2j, 3j, b'']:
    print(f(v))

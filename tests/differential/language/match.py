# match statements.
def m(x):
    match x:
        case 0: return 'zero'
        case 1 | 2: return 'one or two'
        case -3: return 'minus three'
        case 1.5: return 'float'
        case 2+3j: return 'complex'
        case 'a' 'b': return 'str'
        case b'b': return 'bytes'
        case None: return 'None'
        case True: return 'True'
        case []: return 'empty'
        case [x]: return 'one', x
        case [x, y] if x == y: return 'same', x
        case [x, *rest, y] if len(rest) > 2: return x, rest, y
        case (x, (y, z)): return x, y, z
        case [int() | str() as v, _]: return 'v', v
        case {'k': v, **rest}: return v, rest
        case {}: return 'mapping'
        case str(s): return 's', s
        case int(real=r): return 'int', r
        case range(start=a, stop=b): return a, b
        case [*_]: return 'seq'
        case _: return 'other'
for v in (0, 1, 2, -3, 1.5, 2+3j, 'ab', b'b', None, True, [], [9], [3, 3], [1, 2, 3, 4, 5], (1, (2, 3)), [5, 6], ['q', 6], {'k': 1, 'z': 2}, {}, {1: 2}, 'xyz', 77, range(3), (1, 2, 3), {1}, 3.5, object, iter([])): print(m(v))
class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
def m(v):
    match v:
        case P(0, 0): return 'origin'
        case P(x, y=0): return 'x axis', x
        case P(x=0, y=y): return 'y axis', y
        case P(x, y): return x, y
        case P(): return 'P'
[m(P(0, 0)), m(P(1, 0)), m(P(0, 1)), m(P(1, 2))]
match P(1, 2):
    case P(1, 2, 3): pass
match P(1, 2):
    case P(1, x=2): pass
match 1:
    case int(1, 2): pass
x = 5
match 1:
    case x(): pass
class Q: __match_args__ = ['x']
match Q():
    case Q(1): pass
class Q: __match_args__ = (1,)
match Q():
    case Q(1): pass
class Q: pass
match Q():
    case Q(1): pass
match {'a': 1, 'b': 2}:
    case {'a': 1, 'b': x}: print(x)
class K: a = 'a'
match {'a': 1}:
    case {K.a: x}: print(x)
match {'a': 1}:
    case {K.a: x, 'a': y}: print(x)
match 'a':
    case K.a: print('value pattern')
match 5:
    case x if x > 10: print('big')
    case x if x > 3: print('mid', x)
match (1, 2), 3:
    case (a, b), c: print(a, b, c)
match [1, [2, [3, {'k': (4, 5)}]]]:
    case [a, [b, [c, {'k': (d, e)}]]]: print(a, b, c, d, e)
match 'abc':
    case [a, b, c]: print('no')
    case _: print('strings are no sequences')
match b'abc', bytearray(b'x'):
    case [bytes(), bytearray()]: print('ok')
import collections
match collections.deque([1, 2]):
    case [a, b]: print(a, b)
match collections.OrderedDict(a=1):
    case {'a': a}: print(a)
match True:
    case 1: print('1')
match 1:
    case True: print('True')
    case 1: print('one')
match 1, 2:
    case (1 as a, 2 as b) as c: print(a, b, c)
match [1, 2, 3]:
    case [1, *rest]: print(rest)
match [1, 2, 3]:
    case [*init, 3]: print(init)
match x:
    case object(nothing=1): print('no')
    case _: print('none')
match = 1; case = 2; match, case, type, _
def f():
    match 5:
        case y: pass
    return y
f()
from dataclasses import dataclass
@dataclass
class D: a: int; b: str = 'b'
match D(1):
    case D(a, b): print(a, b)
match D(1):
    case D(a=1, b='b'): print('kw')

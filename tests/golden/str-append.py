# Growing strings in place: nobody may ever see a string change.
import sys


def plain(n):
    s = ''
    for i in range(n):
        s += str(i)
    return s


def check(name, value):
    print(name, len(value), hash(value) == hash(value[:1] + value[1:]), value[:20], value[-20:])


check('plain', plain(3000))


def aliases(n):
    s = ''
    kept = []
    for i in range(n):
        s += 'abc'
        if i % 7 == 0:
            kept.append(s)
        t = s
        s += 'x'
        s += 'y'
        assert t == 'abc' or t.endswith('xyabc'), t
        assert len(t) == 5 * i + 3
    return s, kept


s, kept = aliases(40)
print(len(s), [len(k) for k in kept], all(s.startswith(k) for k in kept))


def two_names(n):
    a = b = 'start'
    for i in range(n):
        a += '1'
        b += '2'
        if i == n // 2:
            b = a
    return a, b


print(two_names(9))


def itself(n):
    s = 'ab'
    for i in range(n):
        s += s
        s += '-'
    return s


print(itself(4))


def longhand(n):
    s = ''
    for i in range(n):
        s = s + 'q'
        s = s + str(i)
    return s


check('longhand', longhand(500))


def wrong_order(n):
    s = ''
    for i in range(n):
        s = str(i) + s
    return s


check('wrong order', wrong_order(100))


def kinds():
    s = ''
    out = []
    for part in ('ascii', 'l\xe4tin', 'ascii again', '\u20ac', 'low', '\U0001f40d', 'end', '', '\xff'):
        s += part
        s += '|'
        s += '!'
        if part in ('l\xe4tin', 'low'):
            out.append(s)
        if s.isascii():
            s += ''
    out.append(s)
    return [ascii(o) for o in out]


print(kinds())


def in_dict(n):
    s = 'k'
    d = {}
    for i in range(n):
        s += 'e'
        s += 'y'
        d[s] = i
        s += '_'
    return d


d = in_dict(6)
print(d, d['keykey'[:3]], 'key_ey_' in d, 'key_ey' in d)


def returned_midway(n):
    s = ''
    for i in range(100):
        s += 'r'
        s += 'm'
        if i == n:
            return s


print(returned_midway(3), returned_midway(200))


def raises(n):
    s = ''
    try:
        for i in range(n):
            s += 'ok'
            s += str(10 // (3 - i))
    except ZeroDivisionError as e:
        s += ' caught'
        t = s
        s += ' later'
        return t, s, e.__traceback__.tb_frame.f_locals['s'], s


print(raises(10))


def bad_operand(n):
    s = ''
    seen = []
    for i in range(n):
        s += 'a'
        s += 'b'
        try:
            s += i
        except TypeError as e:
            seen.append(str(e))
            seen.append(s)
        s += 'c'
    return s, seen


print(bad_operand(3))


class Right:
    def __init__(self):
        self.seen = []

    def __radd__(self, left):
        self.seen.append(left)
        return left + '<r>'


def right_operand(n):
    r = Right()
    s = ''
    for i in range(n):
        s += 'ab'
        s += 'cd'
        s += r
    return s, r.seen


print(right_operand(3))


class Text(str):
    def __radd__(self, left):
        return left + 'T' + str(self)


def subclass_operand(n):
    s = ''
    t = Text('sub')
    for i in range(n):
        s += 'ab'
        s += 'cd'
        s += t
    return s


print(subclass_operand(3))


def subclass_target(n):
    s = Text('sub')
    for i in range(n):
        s += 'x'
    return type(s).__name__, s


print(subclass_target(3))


def generator(n):
    s = ''
    for i in range(n):
        s += 'g'
        s += str(i)
        yield s
        s += '.'
        s += '.'


print(list(generator(5)))


def delegating(n):
    s = ''
    for i in range(n):
        s += 'd'
        s += 'e'
        got = yield from inner(s)
        s += got


def inner(s):
    s += 'i'
    yield s
    return s


print(list(delegating(3)))


def suspended_view(n):
    s = ''
    for i in range(n):
        s += 'v'
        s += 'w'
        yield i
    yield s


g = suspended_view(3)
next(g), next(g)
view = g.gi_frame.f_locals['s']
print(list(g), view)


def with_locals(n):
    s = ''
    out = []
    for i in range(n):
        s += 'l'
        s += 'm'
        out.append(locals()['s'])
        s += 'n'
        s += 'o'
        out.append(eval('s'))
    return out


print(with_locals(3))


def peek():
    return sys._getframe(1).f_locals['s']


def with_frames(n):
    s = ''
    out = []
    for i in range(n):
        s += 'f'
        s += 'g'
        out.append(peek())
    return out


print(with_frames(4))


def leaves_frame(n):
    s = ''
    for i in range(n):
        s += 'left'
        s += 'behind'
        frame = sys._getframe()
    s += '!'
    s += '?'
    return frame


print(leaves_frame(2).f_locals['s'])


def falls(n):
    s = ''
    for i in range(n):
        s += 'fall'
        s += 'en'
    raise KeyError


try:
    falls(2)
except KeyError as e:
    print(e.__traceback__.tb_next.tb_frame.f_locals['s'])


def captured(n):
    s = ''
    fs = []
    for i in range(n):
        s += 'c'
        s += 'd'
        fs.append(lambda s=s: s)
        fs.append(lambda: s)
    return [f() for f in fs]


print(captured(2))


def comprehension(n):
    s = ''
    out = []
    for i in range(n):
        s += 'c'
        s += 'd'
        out += [s + x for x in 'pq']
    return out


print(comprehension(2))


def recursive(n):
    s = str(n)
    for i in range(2):
        s += '('
        if n:
            s += recursive(n - 1)
        s += ')'
    return s


print(recursive(2))


def nested(n):
    out = ''
    for i in range(n):
        line = ''
        for j in range(i):
            line += str(j)
            line += ' '
            if j == 2:
                out += line
        out += line
        out += '\n'
    return out


print(nested(5))


def truth(parts):
    s = ''
    for p in parts:
        if s:
            s += ', '
        s += p
        while not s:
            break
    return s


print(truth(['', 'a', 'bc', '', 'd']))


def unbound(n):
    for i in range(n):
        if i == 1:
            s = ''
        s += 'u'
        s += 'v'


try:
    unbound(3)
except UnboundLocalError as e:
    print(e)


def deletes(n):
    s = ''
    out = []
    for i in range(n):
        s += 'd'
        s += 'e'
        if i == 2:
            out.append(s)
            del s
            s = 'new'
    out.append(s)
    return out


print(deletes(5))


def loop_variable(words):
    for s in words:
        s += '1'
        s += '2'
        for s in 'xy':
            s += '3'
            s += '4'
    return s


print(loop_variable(['a', 'b']))


def empty_loop(words):
    s = 'before'
    while True:
        s += '1'
        s += '2'
        for s in words:
            s += '3'
        return s


print(empty_loop([]), empty_loop(['w']))


def in_finally(n):
    s = ''
    out = []
    for i in range(n):
        try:
            s += 't'
            s += 'r'
            if i == 1:
                continue
            if i == 3:
                break
        finally:
            out.append(s)
            s += 'f'
            s += 'i'
    return out, s


print(in_finally(6))


class Manager:
    def __enter__(self):
        return 'm'

    def __exit__(self, *exc):
        return True


def in_with(n):
    s = ''
    for i in range(n):
        with Manager() as m:
            s += m
            s += 'w'
            s += i
        s += 'z'
    return s


print(in_with(3))


def compared(n):
    s = ''
    a = 'ababab'
    hits = []
    for i in range(n):
        s += 'a'
        s += 'b'
        hits.append((s == a, s is a, s in a, a in s, s < a))
    return hits


print(compared(4))


def numbers(n):
    total = 0
    x = 0.5
    items = []
    for i in range(n):
        total += i
        x += 0.25
        items += [i]
    return total, x, items


print(numbers(5))


def parameter(s, n):
    for i in range(n):
        s += 'p'
        s += 'q'
    return s


start = 'start'
print(parameter(start, 2), parameter(start, 3), start, parameter(1.5, 0), parameter('', 1))


def defaults(n, s='default'):
    for i in range(n):
        s += '!'
        s += '?'
    return s


print(defaults(2), defaults(1), defaults(0))


def big(n):
    s = ''
    part = 'x' * 1000
    kept = ''
    for i in range(n):
        s += part
        s += str(i)
        if i == n // 2:
            kept = s
    return s, kept


s, kept = big(300)
check('big', s)
check('kept', kept)
print(s.startswith(kept), s.count('x'))

s = ''
kept = []
for i in range(50):
    s += 'module'
    if i % 20 == 0:
        kept.append(s)
print(len(s), [len(k) for k in kept])


class Holder:
    def __init__(self):
        self.s = ''

    def run(self, n):
        for i in range(n):
            self.s += 'attr'
            t = self.s
            self.s += '.'
        return t


h = Holder()
print(len(h.run(10)), len(h.s))

# Every method and callback here writes out, which ends the transaction in its middle: with each first attempt aborted, frames and
# continuations below it are rolled back half-run.
import functools


def say(*words):
    print(*words, flush=True)


class Number:
    def __new__(cls, value):
        say('new', value)
        made = super().__new__(cls)
        say('made')
        return made

    def __init__(self, value):
        say('init', value)
        self.value = value
        say('initialised')

    def __add__(self, other):
        say('add')
        return NotImplemented if self.value == 0 else Number(self.value + other.value)

    def __radd__(self, other):
        say('radd')
        return self.value + other if isinstance(other, int) else 'reflected'

    def __iadd__(self, other):
        say('iadd')
        return NotImplemented

    def __lt__(self, other):
        say('lt')
        return Truth(self.value < other.value)

    def __eq__(self, other):
        say('eq')
        return self.value == other.value

    def __hash__(self):
        say('hash')
        return self.value

    def __len__(self):
        say('len')
        return self.value

    def __repr__(self):
        say('repr')
        return f'<{self.value}>'

    def __getitem__(self, key):
        say('getitem', key)
        return key

    def __setitem__(self, key, value):
        say('setitem', key, value)

    def __contains__(self, item):
        say('contains', item)
        return item

    def __getattr__(self, name):
        say('getattr', name)
        raise AttributeError(name)

    @property
    def size(self):
        say('get size')
        return self.value

    @size.setter
    def size(self, value):
        say('set size')
        self.value = value


class Special(Number):
    def __radd__(self, other):
        say('special radd')
        return NotImplemented


class Truth:
    def __init__(self, value):
        self.value = value

    def __bool__(self):
        say('bool')
        return self.value


class Counter:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        say('iter')
        return self

    def __next__(self):
        say('next', self.n)
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


class Broken:
    def __init__(self):
        say('broken')
        raise ValueError('broken')


def numbers(n):
    for i in range(n):
        say('yield', i)
        yield i
    say('end')


def double(x):
    say('double', x)
    return x * 2


def odd(x):
    say('odd', x)
    return x & 1


def plus(a, b):
    say('plus', a, b)
    return a + b


a, b, zero, special = Number(1), Number(2), Number(0), Special(5)
say((a + b).value)
say(3 + b)
say(a + special)
try:
    zero + b
    zero + zero
except TypeError as error:
    say(error)
a += b
say(a.value)
say('less' if a < b else 'not less', a != b, not zero, a[3], True in a, False not in a)
a[1] = 2
a.size = 7
say(a.size, len(a), repr(a), hash(a), bool(zero), [a, b], {a: 1}[a])
say(getattr(a, 'missing', 'default'), hasattr(a, 'other'))
try:
    Broken()
except ValueError as error:
    say('caught', error)
for x in Counter(2):
    say('loop', x)
say(list(numbers(2)), tuple(Counter(2)), sum(numbers(3)), max(numbers(3)), any(numbers(3)), all(Counter(2)))
say(list(map(double, numbers(2))), list(map(plus, numbers(2), Counter(3))), list(filter(odd, numbers(3))))
say(list(zip(numbers(2), Counter(2))), list(enumerate(numbers(2))), [*map(double, range(2))])
say(sorted([3, 1, 2], key=double), max([1, 3, 2], key=double), min(numbers(2), key=double))
say(functools.reduce(plus, numbers(3)), functools.reduce(plus, [1, 2, 3]), ','.join(str(x) for x in numbers(2)))
say(next(numbers(1)), next(numbers(0), 'default'), dict(zip(numbers(2), 'ab')), set(numbers(2)))
first, *rest = numbers(3)
say(first, rest)
items = [3, 1, 2]
items.sort(key=double, reverse=True)
items.extend(numbers(1))
say(items)

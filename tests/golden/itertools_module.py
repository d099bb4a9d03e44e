from itertools import (accumulate, batched, chain, combinations, combinations_with_replacement, compress, count, cycle, dropwhile,
                       filterfalse, groupby, islice, pairwise, permutations, product, repeat, starmap, takewhile, tee, zip_longest)

def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)

print(list(islice(count(), 3)), list(islice(count(5, 2), 3)), list(islice(count(0.5), 2)), count(3), count(1, 2), list(islice(count(10 ** 20, -1), 2)))
print(list(repeat('x', 3)), repeat(1), repeat(1, 2), list(islice(repeat(7), 2)), repeat(1, 5).__length_hint__(), list(repeat(1, -1)))
print(list(islice(cycle('ab'), 5)), list(cycle([])))
print(list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], lambda a, b: a * b)), list(accumulate([1, 2], initial=10)), list(accumulate([])), list(accumulate([], initial=5)))
print(list(batched('abcdefg', 3)), list(batched([], 2)), list(batched('abcd', 2, strict=True)))
print(list(pairwise('abcd')), list(pairwise([1])), list(pairwise([])))
print(list(islice('abcdef', 2)), list(islice('abcdef', 2, 4)), list(islice('abcdef', 1, None, 2)), list(islice('abc', None)), list(islice('abcdef', 0, 5, 3)))
print(list(chain('ab', [1], ())), list(chain()), list(chain.from_iterable(['ab', 'c'])))
print(list(compress('abcd', [1, 0, 1])), list(dropwhile(lambda x: x < 3, [1, 4, 2])), list(takewhile(lambda x: x < 3, [1, 4, 2])))
print(list(filterfalse(None, [0, 1, ''])), list(filterfalse(lambda x: x % 2, range(5))), list(starmap(pow, [(2, 3), [3, 2]])))
print(list(zip_longest([1, 2], 'a')), list(zip_longest([1], 'ab', fillvalue='-')), list(zip_longest()), list(zip_longest([], [1], [1, 2])))
print(list(product('ab', [1, 2])), list(product()), list(product([1, 2], repeat=2)), list(product('ab', [])), len(list(product(range(3), repeat=4))))
print(list(permutations('abc', 2)), list(permutations([1, 2, 3])), list(permutations([1], 2)), list(permutations([])), list(permutations('ab', 0)))
print(list(combinations('abcd', 2)), list(combinations([1, 2], 3)), list(combinations('ab', 0)), list(combinations(range(5), 4)))
print(list(combinations_with_replacement('abc', 2)), list(combinations_with_replacement([], 1)), list(combinations_with_replacement([], 0)))
print([(k, list(g)) for k, g in groupby('aabbbca')], [(k, len(list(g))) for k, g in groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)])
g = groupby('aab')
k1, g1 = next(g)
k2, g2 = next(g)
print(k1, list(g1), k2, list(g2))
a, b = tee([1, 2, 3])
print(next(a), list(b), list(a))
c, d, e = tee(iter(range(200)), 3)
print(sum(c), sum(islice(d, 100)), sum(e), sum(d))
f = d.__copy__()
print(list(f), tee([], 0))
print(len(list(permutations(range(6)))), sum(1 for _ in combinations(range(10), 5)), list(permutations(range(4)))[10:13])
for f in [lambda: islice([], -1), lambda: islice([], 'a'), lambda: islice([], 0, 1, 0), lambda: islice([], 1, 'a'), lambda: batched([], 0),
          lambda: list(batched('abc', 2, strict=True)), lambda: count('a'), lambda: repeat(), lambda: repeat(1).__length_hint__(), lambda: cycle(), lambda: cycle(1),
          lambda: chain(1).__next__(), lambda: list(chain(1)), lambda: product(1), lambda: product(repeat=-1), lambda: product(x=1), lambda: combinations([1]),
          lambda: combinations([1], -1), lambda: permutations([1], 'a'), lambda: permutations([1], -1), lambda: zip_longest(x=1), lambda: tee([], -1),
          lambda: starmap(pow, [1]).__next__(), lambda: dropwhile(1), lambda: compress(1, 2), lambda: groupby(), lambda: accumulate(1), lambda: pairwise(1)]:
    t(f)

# permitted output: [0, 1, 2, 3] ok 4
# Locks waited for inside methods that builtins call: comparisons, repr, hash, keys.
import threading
lock, results = threading.Lock(), []
class Item:
    def __init__(self, v): self.v = v
    def __lt__(self, other):
        with lock: return self.v < other.v
    def __eq__(self, other):
        with lock: return self.v == other.v
    def __hash__(self):
        with lock: return hash(self.v)
    def __repr__(self):
        with lock: return str(self.v)
def work():
    items = sorted(Item((i * 7) % 30) for i in range(30))
    assert [x.v for x in items] == sorted((i * 7) % 30 for i in range(30))
    d = {x: x.v for x in items}
    assert d[Item(11)] == 11 and Item(12) in set(items) and max(items).v == 29
    results.append(repr(items[:4]))
threads = [threading.Thread(target=work) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
assert len(set(results)) == 1, results
print(results[0], 'ok', len(results))

# permitted pattern: 3000 distinct, busy errors ok
# A generator that is running in another thread raises ValueError; no value is delivered twice or lost.
import threading
def count():
    for i in range(3000):
        yield i
g, got = count(), []
def take():
    while True:
        try:
            x = next(g)
        except StopIteration:
            return
        except ValueError as e:
            assert str(e) == 'generator already executing', e
            continue
        got.append(x)
threads = [threading.Thread(target=take) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
assert sorted(got) == list(range(3000)), len(got)
print(len(set(got)), 'distinct, busy errors ok')

# permitted output: 400 attributes
import threading
class Bag: pass
bag = Bag()
def work(k):
    for i in range(50):
        setattr(bag, f'x{k}_{i}', i)
threads = [threading.Thread(target=work, args=(k,)) for k in range(8)]
for t in threads: t.start()
for t in threads: t.join()
assert all(getattr(bag, f'x{k}_{i}') == i for k in range(8) for i in range(50))
print(len(vars(bag)), 'attributes')

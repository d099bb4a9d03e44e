# permitted output: 5 * 100 meals
import threading
forks, meals = [threading.Lock() for _ in range(5)], [0] * 5
def dine(i):
    first, second = sorted((i, (i + 1) % 5))
    for _ in range(100):
        with forks[first]:
            with forks[second]:
                meals[i] += 1
threads = [threading.Thread(target=dine, args=(i,)) for i in range(5)]
for t in threads: t.start()
for t in threads: t.join()
assert meals == [100] * 5
print(len(meals), '* 100 meals')

# Lock and RLock as their own thread sees them, cut by output and waits, and what is built on top of them.
import threading
import queue

lock = threading.Lock()
rlock = threading.RLock()


def show(x):
    return repr(x).split(' at ')[0].rstrip('>')


with lock:
    print(lock.locked(), lock.acquire(False), show(lock))
print(lock.locked(), show(lock))
state = []
with lock:
    state.append((lock.locked(), lock.acquire(blocking=False), show(lock)))
state.append((lock.locked(), show(lock)))
print(state)

state = []
with rlock:
    with rlock:
        state.append((rlock._is_owned(), rlock._recursion_count(), rlock.acquire(False)))
        rlock.release()
        saved = rlock._release_save()
        state.append((saved[0], rlock._is_owned(), rlock._recursion_count(), show(rlock)))
        rlock._acquire_restore(saved)
        state.append((rlock._is_owned(), rlock._recursion_count()))
    print(rlock._recursion_count())
    with rlock:
        print(rlock._recursion_count())
    state.append(rlock._recursion_count())
state.append((rlock._is_owned(), show(rlock)))
print(state)

for x in (lock, rlock):
    try:
        x.release()
    except RuntimeError as e:
        print(e)

print(lock.acquire(), lock.acquire(timeout=0.02), lock.locked())
lock.release()
lock.acquire()
threading.Timer(0.05, lock.release).start()
lock.acquire()
print('released by the timer')
lock.release()

holding = threading.Event()
go = threading.Event()


def holder():
    with rlock:
        holding.set()
        go.wait()


t = threading.Thread(target=holder)
t.start()
holding.wait()
print(rlock._is_owned(), rlock.acquire(False), rlock.acquire(timeout=0.01))
try:
    rlock.release()
except RuntimeError as e:
    print(e)
go.set()
print(rlock.acquire(), rlock._recursion_count())
rlock.release()
t.join()

many = [threading.Lock() for _ in range(40)]
for x in many:
    x.acquire()
print(all(x.locked() for x in many))
for x in many:
    x.release()
print(any(x.locked() for x in many))

condition = threading.Condition()
ready = []


def waiter(n):
    with condition:
        while n not in ready:
            condition.wait()
        ready.append(-n)
        condition.notify_all()


threads = [threading.Thread(target=waiter, args=(n,)) for n in range(1, 5)]
for t in threads:
    t.start()
for n in range(1, 5):
    with condition:
        ready.append(n)
        condition.notify_all()
for t in threads:
    t.join()
print(sorted(ready))

q = queue.Queue(3)


def produce():
    for i in range(200):
        q.put(i)
    q.put(None)


t = threading.Thread(target=produce)
t.start()
total = 0
while (x := q.get()) is not None:
    total += x
t.join()
print(total)

count = 0
semaphore = threading.BoundedSemaphore(2)
most = 0
inside = 0


def increment():
    global count, inside, most
    for _ in range(500):
        with lock:
            count += 1
    for _ in range(50):
        with semaphore:
            with lock:
                inside += 1
                most = max(most, inside)
            with lock:
                inside -= 1


threads = [threading.Thread(target=increment) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(count, inside, most <= 2)

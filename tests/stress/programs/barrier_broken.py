# permitted output: 3 broken, 1 aborted
import threading
barrier, broken = threading.Barrier(4), []
def work():
    try:
        barrier.wait()
    except threading.BrokenBarrierError:
        broken.append(1)
threads = [threading.Thread(target=work) for _ in range(3)]
for t in threads: t.start()
while barrier.n_waiting < 3:
    pass
barrier.abort()
for t in threads: t.join()
print(len(broken), 'broken,', int(barrier.broken), 'aborted')

# permitted output: 10 phases, in step
import threading
n = 4
barrier, log = threading.Barrier(n), []
def work(k):
    for phase in range(10):
        log.append(phase)
        barrier.wait()
threads = [threading.Thread(target=work, args=(k,)) for k in range(n)]
for t in threads: t.start()
for t in threads: t.join()
assert log == sorted(log), log
print(len(log) // n, 'phases, in step')

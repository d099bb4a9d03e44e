# permitted output: at most 3: True, all 240
import threading
s, lock, inside, most, done = threading.Semaphore(3), threading.Lock(), 0, 0, 0
def work():
    global inside, most, done
    for _ in range(30):
        with s:
            with lock:
                inside += 1
                most = max(most, inside)
            sum(range(200))
            with lock:
                inside -= 1
                done += 1
threads = [threading.Thread(target=work) for _ in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print(f'at most 3: {most <= 3}, all {done}')

# permitted output: all done, 0 unfinished
import threading, queue
q, done = queue.Queue(maxsize=3), []
def work():
    while True:
        x = q.get()
        done.append(x)
        q.task_done()
for _ in range(3):
    threading.Thread(target=work, daemon=True).start()
for i in range(300):
    q.put(i)
q.join()
assert sorted(done) == list(range(300))
print('all done,', q.unfinished_tasks, 'unfinished')

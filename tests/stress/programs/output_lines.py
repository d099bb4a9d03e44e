# permitted output: 60 whole lines
# Lines that threads print are whole, and each thread's come in its order.
import threading, io
out = io.StringIO()
def work(k):
    for i in range(10):
        print(f'{k} {i} ' + 'x' * 50, file=out)
threads = [threading.Thread(target=work, args=(k,)) for k in range(6)]
for t in threads: t.start()
for t in threads: t.join()
lines = out.getvalue().split('\n')[:-1]
for k in range(6):
    assert [line for line in lines if line.startswith(f'{k} ')] == [f'{k} {i} ' + 'x' * 50 for i in range(10)], lines
print(len(lines), 'whole lines')

# permitted output: 10 reported, main goes on
import threading
reported = []
threading.excepthook = lambda args: reported.append((args.exc_type, str(args.exc_value)))
def fail(i):
    d = {}
    try:
        d[i]
    except KeyError:
        raise ValueError(i)
threads = [threading.Thread(target=fail, args=(i,)) for i in range(10)]
for t in threads: t.start()
for t in threads: t.join()
assert sorted(reported, key=lambda r: r[1]) == [(ValueError, str(i)) for i in range(10)]
print(len(reported), 'reported, main goes on')

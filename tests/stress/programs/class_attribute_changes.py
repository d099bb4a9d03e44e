# permitted output: done 0
# A method that another thread replaces is always one of the two versions.
import threading
class C:
    def m(self): return 1
def one(self): return 1
def two(self): return 2
stop, bad = False, 0
def change():
    while not stop:
        C.m = two
        C.m = one
def call():
    global bad
    c = C()
    for _ in range(5000):
        if c.m() not in (1, 2):
            bad += 1
t = threading.Thread(target=change)
calls = [threading.Thread(target=call) for _ in range(3)]
t.start()
for x in calls: x.start()
for x in calls: x.join()
stop = True
t.join()
print('done', bad)
